package org.souk.core.testing;

import org.souk.core.common.Transactions;
import org.souk.core.forecast.LoadStore;

class MemoryLoadStoreTest extends LoadStoreContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected LoadStore emptyStore() {
        return database.loads();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
