package org.souk.persistence;

import org.souk.core.common.Transactions;
import org.souk.core.task.TaskStore;
import org.souk.core.testing.TaskStoreContract;

class JpaTaskStoreOnPostgresTest extends TaskStoreContract {
    @Override
    protected TaskStore emptyStore() {
        return new JpaTaskStore(TestDatabase.postgres().cleared().entities());
    }

    @Override
    protected Transactions transactions() {
        return TestDatabase.postgres();
    }
}
