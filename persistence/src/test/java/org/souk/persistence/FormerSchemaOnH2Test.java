package org.souk.persistence;

class FormerSchemaOnH2Test extends FormerSchemaContract {
    @Override
    TestDatabase restored() {
        String url = "jdbc:h2:mem:v10;DB_CLOSE_DELAY=-1";
        TestDatabase.execute(TestDatabase.h2Source(url), "RUNSCRIPT FROM 'classpath:org/souk/persistence/v10/h2.sql'");
        return new TestDatabase(url, "", TestDatabase.h2Source(url));
    }
}
