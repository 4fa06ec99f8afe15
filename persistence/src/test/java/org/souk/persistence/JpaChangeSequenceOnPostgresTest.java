package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.TaskFixture.aTask;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.account.AccountStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.Transactions;
import org.souk.core.node.NodeStore;
import org.souk.core.task.TaskStore;
import org.souk.core.testing.ChangeSequenceContract;

class JpaChangeSequenceOnPostgresTest extends ChangeSequenceContract {
    private final TestDatabase database = TestDatabase.postgres().cleared();

    @Test
    void numbersOfAnotherServerAreGivenAnew() {
        JpaTaskStore tasks = new JpaTaskStore(database.entities());
        database.run(() -> tasks.insert(aTask().submitted(), Optional.empty(), "f"));
        TestDatabase.execute(
                database.source(),
                "ALTER TABLE task DISABLE TRIGGER USER",
                "UPDATE task SET change_number = 9000000000",
                "ALTER TABLE task ENABLE TRIGGER USER");
        assertThat(database.call(() -> tasks.changedSince(changes().horizon()))).hasSize(1);

        SchemaMigration.migrate(database.source());

        assertThat(database.call(() -> tasks.changedSince(changes().horizon()))).isEmpty();
        assertThat(database.call(() -> tasks.changedSince(1))).hasSize(1);
    }

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
