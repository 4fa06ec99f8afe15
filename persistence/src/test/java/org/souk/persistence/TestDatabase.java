package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.Transactions;
import org.souk.postgres.PostgresServer;

/**
 * A migrated database with what a container gives to the stores: an entity manager that any thread may use within its
 * transaction, and the transactions.
 */
final class TestDatabase implements Transactions {
    private static final List<String> TABLES = List.of(
            "posting",
            "transfer",
            "ledger_account",
            "task_dependency",
            "task",
            "node",
            "client",
            "account",
            "signing_key",
            "load_day",
            "load_model",
            "load_evidence");

    private static TestDatabase h2;
    private static TestDatabase postgres;

    private final String url;
    private final String password;
    private final DataSource source;
    private final EntityManagerFactory factory;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();
    private final CommitHorizon commits = new CommitHorizon();
    private final ChangeSequence changes;

    /** Migrates it first. */
    TestDatabase(String url, String password, DataSource source) {
        this.url = url;
        this.password = password;
        this.source = source;
        SchemaMigration.migrate(source);
        factory = Persistence.createEntityManagerFactory(
                "souk",
                Map.of(
                        "jakarta.persistence.transactionType",
                        "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource",
                        "",
                        "jakarta.persistence.jdbc.url",
                        url,
                        "jakarta.persistence.jdbc.user",
                        PostgresServer.USER,
                        "jakarta.persistence.jdbc.password",
                        password,
                        "eclipselink.logging.level",
                        System.getProperty("souk.test.sql", "WARNING"),
                        "eclipselink.logging.parameters",
                        "true"));
        changes = new JpaChangeSequence(entities(), source, commits);
    }

    /** H2 in memory, one for all tests. */
    static synchronized TestDatabase h2() {
        if (h2 == null) {
            h2 = h2("souk");
        }
        return h2;
    }

    /** An H2 in memory of this name. */
    static TestDatabase h2(String name) {
        String url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
        return new TestDatabase(url, "", h2Source(url));
    }

    static DataSource h2Source(String url) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser(PostgresServer.USER);
        source.setPassword("");
        return source;
    }

    /** A real PostgreSQL, one for all tests; it ends with the JVM. */
    static synchronized TestDatabase postgres() {
        if (postgres == null) {
            try {
                // Without autovacuum no transaction but ours is open.
                PostgresServer server = PostgresServer.untilExit(Map.of("fsync", "off", "autovacuum", "off"));
                postgres = new TestDatabase(
                        server.url(), server.password(), postgresSource(server.url(), server.password()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return postgres;
    }

    String password() {
        return password;
    }

    static DataSource postgresSource(String url, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(PostgresServer.USER);
        source.setPassword(password);
        return source;
    }

    /** The URL of this name's database on the server of this one, which has to be PostgreSQL. */
    String neighbour(String name) {
        return url.substring(0, url.lastIndexOf('/') + 1) + name;
    }

    DataSource source() {
        return source;
    }

    ChangeSequence changes() {
        return changes;
    }

    EntityManager entities() {
        return (EntityManager) Proxy.newProxyInstance(
                EntityManager.class.getClassLoader(), new Class<?>[] {EntityManager.class}, (proxy, method, args) -> {
                    EntityManager entities = current.get();
                    if (entities == null) {
                        throw new IllegalStateException("no transaction");
                    }
                    try {
                        return method.invoke(entities, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public <T> T call(Supplier<T> work) {
        if (current.get() != null) {
            return work.get();
        }
        EntityManager entities = factory.createEntityManager();
        current.set(entities);
        try (CommitHorizon.Mark mark = commits.begin()) {
            return inTransaction(entities, work);
        }
    }

    private <T> T inTransaction(EntityManager entities, Supplier<T> work) {
        try {
            entities.getTransaction().begin();
            T result = work.get();
            entities.getTransaction().commit();
            return result;
        } finally {
            current.remove();
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        }
    }

    /** Empties every table. */
    TestDatabase cleared() {
        execute(source, TABLES.stream().map(table -> "DELETE FROM " + table).toArray(String[]::new));
        return this;
    }

    /** Executes statements, apart by semicolons where the database permits it. */
    static void execute(DataSource source, String... statements) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many rows a table has. */
    int count(String table) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
