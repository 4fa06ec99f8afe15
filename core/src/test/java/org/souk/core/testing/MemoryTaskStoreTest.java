package org.souk.core.testing;

import org.souk.core.common.Transactions;
import org.souk.core.task.TaskStore;

class MemoryTaskStoreTest extends TaskStoreContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected TaskStore emptyStore() {
        return database.tasks();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
