package org.souk.core.testing;

import org.souk.core.account.AccountStore;
import org.souk.core.account.ClientStore;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.Transactions;

class MemoryAccountStoreTest extends AccountStoreContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected AccountStore accounts() {
        return database.accounts();
    }

    @Override
    protected ClientStore clients() {
        return database.accounts();
    }

    @Override
    protected SigningKeyStore keys() {
        return database.accounts();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
