package org.souk.persistence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import javax.sql.DataSource;

class FormerSchemaOnPostgresTest extends FormerSchemaContract {
    @Override
    TestDatabase restored() {
        TestDatabase server = TestDatabase.postgres();
        TestDatabase.execute(server.source(), "CREATE DATABASE v10");
        String url = server.neighbour("v10");
        DataSource source = TestDatabase.postgresSource(url, server.password());
        try (InputStream dump = FormerSchemaOnPostgresTest.class.getResourceAsStream("v10/postgresql.sql")) {
            TestDatabase.execute(source, new String(dump.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestDatabase(url, server.password(), source);
    }
}
