package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DialectTest {
    @Test
    void aProductIsKnownByItsName() throws SQLException {
        assertThat(Dialect.of(connection("H2", 2))).isEqualTo(Dialect.H2);
        assertThat(Dialect.of(connection("PostgreSQL", 13))).isEqualTo(Dialect.POSTGRESQL);
    }

    @Test
    void anOldPostgresIsRefusedByItsVersion() {
        assertThatThrownBy(() -> Dialect.of(connection("PostgreSQL", 12)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Souk needs PostgreSQL 13 or newer, but this is PostgreSQL 12.9");
    }

    @Test
    void anotherProductIsRefusedByItsName() {
        assertThatThrownBy(() -> Dialect.of(connection("MariaDB", 11)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageEndingWith("not in MariaDB");
    }

    private static Connection connection(String product, int version) {
        DatabaseMetaData about = answering(
                DatabaseMetaData.class,
                Map.of(
                        "getDatabaseProductName", product,
                        "getDatabaseMajorVersion", version,
                        "getDatabaseProductVersion", version + ".9"));
        return answering(Connection.class, Map.of("getMetaData", about));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> answers.get(method.getName())));
    }
}
