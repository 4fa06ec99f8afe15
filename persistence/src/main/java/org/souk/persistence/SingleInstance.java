package org.souk.persistence;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;

/**
 * One control plane's claim to its database, for as long as it runs: two would undo each other's plans. It is held by a
 * connection of its own, outside of any pool, so it ends with the process, however that ends.
 *
 * <p>In PostgreSQL it is an advisory lock of the session, one for each schema, which needs a connection straight to the
 * server and not one that a proxy shares out by transactions. H2 lets one process have a file.
 */
public final class SingleInstance implements AutoCloseable {
    private static final Logger LOG = System.getLogger(SingleInstance.class.getName());
    private static final int TIMEOUT_SECONDS = 5;
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final String FILE_IN_USE = "90020";
    /** "souk" in ASCII; the second part of the lock's key is the schema. */
    private static final int KEY = 0x736f756b;

    private static final String LOCK = "SELECT pg_try_advisory_lock(" + KEY
            + ", (SELECT oid::int FROM pg_namespace WHERE nspname = current_schema()))";
    /** The server then notices within half a minute that a machine has gone, and gives the lock up. */
    private static final String NOTICE_LOSS =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 4";

    private static final String HOLDER = "SELECT concat(coalesce(' from ' || host(a.client_addr), ''), "
            + "to_char(a.backend_start, '\" since \"YYYY-MM-DD HH24:MI:SS')) FROM pg_locks l"
            + " JOIN pg_stat_activity a ON a.pid = l.pid JOIN pg_database d ON d.oid = l.database"
            + " WHERE l.locktype = 'advisory' AND l.granted AND d.datname = current_database() AND l.classid = " + KEY
            + " AND l.objid = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";

    private final Source connections;
    private Connection connection;
    private volatile String refusal;

    /** Opens a connection that nobody else uses. */
    @FunctionalInterface
    public interface Source {
        Connection open() throws SQLException;
    }

    /** Somebody else has the database; the message is for people. */
    public static final class Occupied extends Exception {
        private static final long serialVersionUID = 1L;

        Occupied(String message) {
            super(message);
        }
    }

    private SingleInstance(Source connections) {
        this.connections = connections;
    }

    /**
     * Claims a database.
     *
     * @param patience how long to wait for somebody else to leave it
     * @throws Occupied when somebody else still has it then
     * @throws IllegalStateException when the database does not answer, or is none of Souk's
     */
    public static SingleInstance claim(Source connections, Duration patience) throws Occupied, InterruptedException {
        SingleInstance instance = new SingleInstance(connections);
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                instance.take();
                return instance;
            } catch (SQLException e) {
                throw new IllegalStateException("the database does not answer: " + e.getMessage(), e);
            } catch (Occupied e) {
                if (System.nanoTime() >= deadline) {
                    throw e;
                }
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Why this control plane must not go on: somebody else has the database. Empty while nobody else is known to. */
    public Optional<String> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Looks whether the claim still stands; if its connection has broken, takes it again, unless somebody else was faster.
     * To be called every few seconds; a database that does not answer makes nobody lose the claim.
     */
    public synchronized void check() {
        if (connection != null && isAlive(connection)) {
            return;
        }
        if (connection != null) {
            LOG.log(Level.WARNING, "the connection that claims the database has broken; claiming it again");
            discard();
        }
        try {
            take();
            LOG.log(Level.INFO, "the database is claimed again");
            refusal = null;
        } catch (SQLException e) {
            LOG.log(Level.WARNING, "cannot claim the database yet: {0}", e.getMessage());
        } catch (Occupied e) {
            if (refusal == null) {
                LOG.log(Level.ERROR, "this control plane stands still: {0}", e.getMessage());
            }
            refusal = e.getMessage();
        }
    }

    private synchronized void take() throws SQLException, Occupied {
        Connection opened;
        try {
            opened = connections.open();
        } catch (SQLException e) {
            if (FILE_IN_USE.equals(e.getSQLState())) {
                throw new Occupied(sentence("another process", ""));
            }
            throw e;
        }
        boolean taken = false;
        try {
            if (Dialect.of(opened) == Dialect.POSTGRESQL) {
                lock(opened);
            }
            connection = opened;
            taken = true;
        } finally {
            if (!taken) {
                opened.close();
            }
        }
    }

    private static void lock(Connection opened) throws SQLException, Occupied {
        try (Statement statement = opened.createStatement()) {
            statement.execute(NOTICE_LOSS);
            try (ResultSet locked = statement.executeQuery(LOCK)) {
                locked.next();
                if (locked.getBoolean(1)) {
                    return;
                }
                if (locked.wasNull()) {
                    throw new SQLException("there is no schema to work in; name one by currentSchema in the URL");
                }
            }
            try (ResultSet holder = statement.executeQuery(HOLDER)) {
                throw new Occupied(sentence("another control plane", holder.next() ? holder.getString(1) : ""));
            }
        }
    }

    private static String sentence(String who, String whence) {
        return who + " uses this database" + (whence.isEmpty() ? "" : ", connected" + whence)
                + "; stop it, or name another database by souk.db.url";
    }

    private static boolean isAlive(Connection connection) {
        try {
            return connection.isValid(TIMEOUT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private void discard() {
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.log(Level.DEBUG, "a broken connection does not close", e);
        }
        connection = null;
    }

    /** Gives the database to whoever asks next. */
    @Override
    public synchronized void close() {
        if (connection != null) {
            discard();
        }
    }
}
