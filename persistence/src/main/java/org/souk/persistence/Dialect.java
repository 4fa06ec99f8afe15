package org.souk.persistence;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import javax.sql.DataSource;

/** All that differs between the databases that Souk keeps its data in, but for their schema's scripts. */
enum Dialect {
    /** One process at a time; numbers of changes come from a sequence. */
    H2("h2", "SELECT base_value FROM information_schema.sequences WHERE sequence_name = 'CHANGE_NUMBER'"),

    /** The number of a change is the id of its transaction. */
    POSTGRESQL("postgresql", "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint");

    private static final int OLDEST_POSTGRESQL = 13;

    private final String folder;
    private final String firstOpenNumber;

    Dialect(String folder, String firstOpenNumber) {
        this.folder = folder;
        this.firstOpenNumber = firstOpenNumber;
    }

    /** @throws IllegalStateException when it is another database, one that is too old, or does not answer */
    static Dialect of(DataSource database) {
        try (Connection connection = database.getConnection()) {
            return of(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the database does not answer: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException when it is another database or one that is too old */
    static Dialect of(Connection connection) throws SQLException {
        DatabaseMetaData about = connection.getMetaData();
        String product = about.getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> {
                if (about.getDatabaseMajorVersion() < OLDEST_POSTGRESQL) {
                    throw new IllegalStateException("Souk needs PostgreSQL " + OLDEST_POSTGRESQL
                            + " or newer, but this is PostgreSQL " + about.getDatabaseProductVersion());
                }
                yield POSTGRESQL;
            }
            default -> throw new IllegalStateException("Souk keeps its data in H2 or PostgreSQL, not in " + product);
        };
    }

    /** Where the scripts of its schema are. */
    String folder() {
        return folder;
    }

    /**
     * Asks for the lowest number that a change may still get, of those transactions that the database knows of: with
     * PostgreSQL all, with H2 only those that have not taken a number yet.
     */
    String firstOpenNumber() {
        return firstOpenNumber;
    }
}
