package org.souk.core.testing;

import org.souk.core.common.Transactions;
import org.souk.core.forecast.ModelStore;

class MemoryModelStoreTest extends ModelStoreContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected ModelStore emptyStore() {
        return database.models();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }

    @Override
    protected int stored() {
        return database.models().size();
    }
}
