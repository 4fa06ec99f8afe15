package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.souk.core.market.Transactions;

/**
 * A migrated database with what a container gives to the stores: an entity manager that any thread may use within its
 * transaction, and the transactions.
 */
final class TestDatabase implements Transactions, AutoCloseable {
    private static final List<String> TABLES =
            List.of("posting", "transfer", "ledger_account", "task", "node", "client", "account", "signing_key");

    private final DataSource source;
    private final EntityManagerFactory factory;
    private final ThreadLocal<EntityManager> current = new ThreadLocal<>();

    TestDatabase(DataSource source) {
        this.source = source;
        SchemaMigration.migrate(source);
        factory = Persistence.createEntityManagerFactory(
                "souk",
                Map.of(
                        "jakarta.persistence.transactionType", "RESOURCE_LOCAL",
                        "jakarta.persistence.jtaDataSource", "",
                        "jakarta.persistence.nonJtaDataSource", source,
                        "eclipselink.logging.level", System.getProperty("souk.test.sql", "WARNING"),
                        "eclipselink.logging.parameters", "true"));
    }

    DataSource source() {
        return source;
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

    void clear() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("DELETE FROM " + table);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        factory.close();
    }
}
