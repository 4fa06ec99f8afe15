package org.souk.persistence;

class JpaDetailsOnH2Test extends JpaDetailsContract {
    @Override
    TestDatabase database() {
        return TestDatabase.h2();
    }
}
