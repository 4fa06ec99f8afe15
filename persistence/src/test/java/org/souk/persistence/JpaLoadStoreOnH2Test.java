package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.forecast.LoadStore;
import org.souk.core.testing.LoadStoreContract;

class JpaLoadStoreOnH2Test extends LoadStoreContract {
    @Override
    protected LoadStore emptyStore() {
        return new JpaLoadStore(TestDatabase.h2().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.h2();
    }
}
