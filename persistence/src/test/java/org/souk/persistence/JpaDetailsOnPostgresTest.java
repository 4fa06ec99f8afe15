package org.souk.persistence;

class JpaDetailsOnPostgresTest extends JpaDetailsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
