package org.souk.persistence;

import org.souk.core.account.AccountStore;
import org.souk.core.account.ClientStore;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.Transactions;
import org.souk.core.testing.AccountStoreContract;

class JpaAccountStoreOnPostgresTest extends AccountStoreContract {
    @Override
    protected AccountStore accounts() {
        return new JpaAccountStore(TestDatabase.postgres().cleared().entities());
    }

    @Override
    protected ClientStore clients() {
        return new JpaAccountStore(TestDatabase.postgres().entities());
    }

    @Override
    protected SigningKeyStore keys() {
        return new JpaAccountStore(TestDatabase.postgres().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.postgres();
    }
}
