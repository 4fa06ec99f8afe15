package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.TaskFixture.NOON;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Account;
import org.souk.core.account.Client;
import org.souk.core.account.SigningKey;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore.Version;
import org.souk.core.task.TaskSummary;
import org.souk.core.testing.NodeFixture;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/** A database that was written when the schema had version 10 opens, and everything is in it. */
abstract class FormerSchemaContract {
    private static final List<TaskId> TASKS =
            List.of(new TaskId("t1"), new TaskId("t2"), new TaskId("t3"), new TaskId("t4"));

    /** A database of its own with what the file of its kind in {@code v10} has, migrated. */
    abstract TestDatabase restored();

    @Test
    void everyTableIsReadAndGoesOn() {
        TestDatabase database = restored();
        assertAccounts(database);
        assertNodes(database);
        assertTasks(database);
        assertLedgerAndLoads(database);
        assertChanges(database);
        assertThat(SchemaMigration.migrate(database.source())).isZero();
    }

    private static void assertAccounts(TestDatabase database) {
        JpaAccountStore accounts = new JpaAccountStore(database.entities());
        assertThat(database.call(accounts::list)).extracting(Account::name).containsExactly("ada", "sam");
        assertThat(database.call(accounts::list)).extracting(Account::version).containsOnly(0L);
        assertThat(database.call(() -> accounts.findClient("node-n1")).flatMap(Client::node))
                .contains(new NodeId("n1"));
        assertThat(database.call(accounts::signingKeys))
                .extracting(SigningKey::id)
                .containsExactly("k1");
    }

    private static void assertNodes(TestDatabase database) {
        JpaNodeStore nodes = new JpaNodeStore(database.entities());
        List<Node> listed = database.call(() -> nodes.list(Optional.empty()));
        assertThat(listed).extracting(Node::availability).containsExactly(Availability.ACTIVE, Availability.DRAINING);
        assertThat(listed.get(0).lastSeen()).contains(NOON.plusSeconds(9));
        assertThat(listed.get(1).version()).isEqualTo(1);
    }

    private static void assertTasks(TestDatabase database) {
        JpaTaskStore tasks = new JpaTaskStore(database.entities());
        List<Task> locked = database.call(() -> tasks.lock(TASKS));
        assertThat(locked)
                .extracting(Task::state)
                .containsExactly(TaskState.COMPLETED, TaskState.QUEUED, TaskState.RUNNING, TaskState.BLOCKED);
        assertThat(locked.get(0).bill().orElseThrow().charged()).isEqualTo(Money.ofMicros(3));
        assertThat(locked.get(1).spec().contents())
                .isEqualTo(Set.of(
                        new ContentId("bafkreimodule"),
                        new ContentId("bafstdin"),
                        new ContentId("bafa"),
                        new ContentId("bafb")));
        assertThat(locked.get(2).journey().move().orElseThrow().target().node()).isEqualTo(new NodeId("n2"));
        assertThat(database.call(() -> tasks.waitsFor(TASKS.get(3)))).containsExactly(TASKS.get(1));
        assertThat(database.call(() -> tasks.findByKey(new AccountId("ada"), "key-2")))
                .hasValueSatisfying(found -> assertThat(found.fingerprint()).isEqualTo("f".repeat(64)));
        assertThat(database.call(() -> tasks.summaries(TASKS)))
                .containsExactlyInAnyOrderElementsOf(
                        locked.stream().map(Task::summary).toList());
        assertThat(database.call(() -> tasks.unfinished(Optional.empty(), 2)))
                .containsExactly(locked.get(1).summary(), locked.get(2).summary());
    }

    private static void assertLedgerAndLoads(TestDatabase database) {
        JpaLedger ledger = new JpaLedger(database.entities());
        assertThat(database.call(() -> ledger.balance(LedgerAccount.available(new AccountId("ada")))))
                .isEqualTo(Money.parse("100"));
        assertThat(database.call(ledger::sum)).isEqualTo(Money.ZERO);
        assertThat(database.call(() -> new JpaLoadStore(database.entities())
                                .read(new NodeId("n1"), 20_000L * LoadSeries.STEPS_PER_DAY))
                        .size())
                .isEqualTo(1);
        JpaModelStore models = new JpaModelStore(database.entities());
        assertThat(database.call(models::newest).orElseThrow().version()).isEqualTo("v1");
        assertThat(database.call(models::evidence)).containsExactly(7);
    }

    /** What was written before changes had numbers belongs to the start; from then on each has one. */
    private static void assertChanges(TestDatabase database) {
        JpaTaskStore tasks = new JpaTaskStore(database.entities());
        JpaNodeStore nodes = new JpaNodeStore(database.entities());
        assertThat(database.call(() -> tasks.changedSince(0)))
                .extracting(Version::task)
                .containsExactlyInAnyOrderElementsOf(TASKS.subList(1, 4));
        assertThat(database.call(() -> nodes.changedSince(0))).hasSize(2);
        assertThat(database.call(() -> tasks.changedSince(1))).isEmpty();
        assertThat(database.call(() -> nodes.changedSince(1))).isEmpty();

        long position = database.call(database.changes()::horizon);
        Task assigned = database.call(() -> tasks.save(tasks.lock(List.of(TASKS.get(1))).stream()
                        .map(task ->
                                task.assigned(new Attempt(1, new NodeId("n1"), NodeFixture.TARIFF, new Fuel(9), NOON)))
                        .toList())
                .get(0));
        assertThat(database.call(() -> tasks.changedSince(position)))
                .containsExactly(new Version(TASKS.get(1), assigned.version()));
        assertThat(database.call(() -> tasks.summaries(List.of(TASKS.get(1)))))
                .extracting(TaskSummary::state)
                .containsExactly(TaskState.ASSIGNED);
    }
}
