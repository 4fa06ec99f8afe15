package org.souk.persistence;

import org.souk.core.account.AccountStore;
import org.souk.core.account.ClientStore;
import org.souk.core.account.SigningKeyStore;
import org.souk.core.common.Transactions;
import org.souk.core.testing.AccountStoreContract;

class JpaAccountStoreOnH2Test extends AccountStoreContract {
    @Override
    protected AccountStore accounts() {
        return new JpaAccountStore(TestDatabase.h2().cleared().entities());
    }

    @Override
    protected ClientStore clients() {
        return new JpaAccountStore(TestDatabase.h2().entities());
    }

    @Override
    protected SigningKeyStore keys() {
        return new JpaAccountStore(TestDatabase.h2().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.h2();
    }
}
