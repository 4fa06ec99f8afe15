package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.forecast.ModelStore;
import org.souk.core.testing.ModelStoreContract;

class JpaModelStoreOnPostgresTest extends ModelStoreContract {
    @Override
    protected ModelStore emptyStore() {
        return new JpaModelStore(TestDatabase.postgres().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.postgres();
    }

    @Override
    protected int stored() {
        return TestDatabase.postgres().count("load_model");
    }
}
