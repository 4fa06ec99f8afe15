package org.souk.persistence;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings a database to the schema of this version. Safe to run on every start and on several instances at once: those
 * who come later wait and find nothing to do.
 *
 * <p>Call it outside of a transaction: it commits by itself.
 */
public final class SchemaMigration {
    private SchemaMigration() {}

    /**
     * @return how many changes were made
     * @throws IllegalStateException when the database is neither H2 nor PostgreSQL or does not answer
     * @throws org.flywaydb.core.api.FlywayException when a change fails or the schema is not Souk's
     */
    public static int migrate(DataSource database) {
        ClassLoader resources = SchemaMigration.class.getClassLoader();
        return Flyway.configure(resources)
                .dataSource(database)
                .locations("classpath:org/souk/persistence/schema/" + vendor(database))
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private static String vendor(DataSource database) {
        try (Connection connection = database.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            return switch (product) {
                case "H2", "PostgreSQL" -> product.toLowerCase(Locale.ROOT);
                default ->
                    throw new IllegalStateException("Souk keeps its data in H2 or PostgreSQL, not in " + product);
            };
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer: " + e.getMessage(), e);
        }
    }
}
