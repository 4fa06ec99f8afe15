package org.souk.core.testing;

import org.souk.core.common.Transactions;
import org.souk.core.node.NodeStore;

class MemoryNodeStoreTest extends NodeStoreContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected NodeStore emptyStore() {
        return database.nodes();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
