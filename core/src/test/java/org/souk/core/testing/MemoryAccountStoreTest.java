package org.souk.core.testing;

import org.souk.core.account.AccountStore;
import org.souk.core.common.Transactions;

class MemoryAccountStoreTest extends AccountStoreContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected AccountStore emptyStore() {
        return database.accounts();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
