package org.souk.persistence;

import org.souk.core.account.AccountStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.Transactions;
import org.souk.core.node.NodeStore;
import org.souk.core.task.TaskStore;
import org.souk.core.testing.ChangeSequenceContract;

class JpaChangeSequenceOnH2Test extends ChangeSequenceContract {
    private final TestDatabase database = TestDatabase.h2().cleared();

    @Override
    protected ChangeSequence changes() {
        return database.changes();
    }

    @Override
    protected TaskStore tasks() {
        return new JpaTaskStore(database.entities());
    }

    @Override
    protected NodeStore nodes() {
        return new JpaNodeStore(database.entities());
    }

    @Override
    protected AccountStore accounts() {
        return new JpaAccountStore(database.entities());
    }

    @Override
    protected Transactions transactions() {
        return database;
    }
}
