package org.souk.core.testing;

import org.souk.core.account.AccountStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.Transactions;
import org.souk.core.node.NodeStore;
import org.souk.core.task.TaskStore;

class MemoryChangeSequenceTest extends ChangeSequenceContract {
    private final MemoryDatabase database = new MemoryDatabase();

    @Override
    protected ChangeSequence changes() {
        return database;
    }

    @Override
    protected TaskStore tasks() {
        return database.tasks();
    }

    @Override
    protected NodeStore nodes() {
        return database.nodes();
    }

    @Override
    protected AccountStore accounts() {
        return database.accounts();
    }

    @Override
    protected Transactions transactions() {
        return database;
    }

    @Override
    protected boolean transactionsRunSideBySide() {
        return false;
    }
}
