package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.node.NodeStore;
import org.souk.core.testing.NodeStoreContract;

class JpaNodeStoreOnPostgresTest extends NodeStoreContract {
    @Override
    protected NodeStore emptyStore() {
        return new JpaNodeStore(TestDatabase.postgres().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.postgres();
    }
}
