package org.souk.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a database to the schema of this version. Safe to run on every start and on several instances at once: those
 * who come later wait and find nothing to do.
 *
 * <p>Call it outside of a transaction: it commits by itself.
 */
public final class SchemaMigration {
    private static final List<String> NUMBERED = List.of("account", "node", "task");

    private SchemaMigration() {}

    /**
     * @return how many changes were made
     * @throws IllegalStateException when the database is neither H2 nor PostgreSQL, is too old or does not answer
     * @throws org.flywaydb.core.api.FlywayException when a change fails or the schema is not Souk's
     */
    public static int migrate(DataSource database) {
        ClassLoader resources = SchemaMigration.class.getClassLoader();
        Dialect dialect = Dialect.of(database);
        int executed = Flyway.configure(resources)
                .dataSource(database)
                .locations("classpath:org/souk/persistence/schema/" + dialect.folder())
                .load()
                .migrate()
                .migrationsExecuted;
        if (dialect == Dialect.POSTGRESQL) {
            renumber(database);
        }
        return executed;
    }

    /**
     * A database that was restored into a server which has seen fewer transactions has numbers that are not reached yet:
     * whoever follows the changes would take each of them for new at every look. They count as changed now.
     */
    private static void renumber(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : NUMBERED) {
                statement.executeUpdate("UPDATE " + table + " SET change_number = pg_current_xact_id()::text::bigint"
                        + " WHERE change_number > (SELECT pg_current_xact_id()::text::bigint)");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("cannot number the restored rows anew: " + e.getMessage(), e);
        }
    }
}
