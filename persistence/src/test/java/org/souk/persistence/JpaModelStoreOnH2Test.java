package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.forecast.ModelStore;
import org.souk.core.testing.ModelStoreContract;

class JpaModelStoreOnH2Test extends ModelStoreContract {
    @Override
    protected ModelStore emptyStore() {
        return new JpaModelStore(TestDatabase.h2().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.h2();
    }

    @Override
    protected int stored() {
        return TestDatabase.h2().count("load_model");
    }
}
