package org.souk.ejb.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the database gives out a connection that answers, and no other control plane has it. */
@Readiness
@ApplicationScoped
public class DatabaseReadiness implements HealthCheck {

    private static final int TIMEOUT_SECONDS = 5;

    @Resource(lookup = SoukDatabase.JNDI_NAME)
    DataSource database;

    @Inject
    DatabaseClaim claim;

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("database");
        Optional<String> refusal = claim.refusal();
        if (refusal.isPresent()) {
            return response.down().withData("error", refusal.get()).build();
        }
        try (Connection connection = database.getConnection()) {
            return response.status(connection.isValid(TIMEOUT_SECONDS))
                    .withData("product", connection.getMetaData().getDatabaseProductName())
                    .build();
        } catch (SQLException e) {
            return response.down()
                    .withData("error", String.valueOf(e.getMessage()))
                    .build();
        }
    }
}
