package org.souk.core.testing;

import org.souk.core.forecast.LoadStore;
import org.souk.core.market.Transactions;

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
