package org.souk.ejb.scheduling;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import javax.sql.DataSource;
import org.souk.core.account.Role;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.NameTaken;
import org.souk.ejb.config.MarketConfig;
import org.souk.ejb.platform.DatabaseClaim;
import org.souk.ejb.platform.SoukDatabase;
import org.souk.persistence.SchemaMigration;
import org.souk.persistence.SingleInstance;

/**
 * Claims the database for this control plane and makes a new market usable: the schema, and the first operator, whose
 * secret is left in a file that only the server's user can read.
 */
@ApplicationScoped
public class FirstStart {
    static final String OPERATOR = "operator";
    static final String CREDENTIALS = "operator.json";
    private static final Logger LOG = System.getLogger(FirstStart.class.getName());

    @Inject
    Accounts accounts;

    @Inject
    MarketConfig config;

    @Inject
    DatabaseClaim claim;

    @Resource(lookup = SoukDatabase.JNDI_NAME)
    DataSource database;

    /** @throws IllegalStateException when another control plane has the database, or it is none of Souk's */
    void prepare() {
        try {
            claim.take();
            SchemaMigration.migrate(database);
        } catch (SingleInstance.Occupied | RuntimeException e) {
            // './souk up' shows this line.
            LOG.log(Level.ERROR, "Souk cannot start: {0}", e.getMessage());
            throw new IllegalStateException(e.getMessage(), e);
        }
        if (!accounts.list().isEmpty()) {
            return;
        }
        try {
            Accounts.Opened operator = accounts.open(OPERATOR, Set.of(Role.OPERATOR));
            Path file = config.home().resolve(CREDENTIALS);
            write(
                    file,
                    Json.createObjectBuilder()
                            .add("clientId", operator.clientId())
                            .add("clientSecret", operator.secret())
                            .build()
                            .toString());
            LOG.log(Level.INFO, "opened the account of the operator; its credentials are in {0}", file);
        } catch (NameTaken e) {
            LOG.log(Level.INFO, "another instance has opened the account of the operator");
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
