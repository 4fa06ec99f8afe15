package org.souk.persistence;

import org.souk.core.account.AccountStore;
import org.souk.core.common.Transactions;
import org.souk.core.testing.AccountStoreContract;

class JpaAccountStoreOnH2Test extends AccountStoreContract {
    @Override
    protected AccountStore emptyStore() {
        return new JpaAccountStore(TestDatabase.h2().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.h2();
    }
}
