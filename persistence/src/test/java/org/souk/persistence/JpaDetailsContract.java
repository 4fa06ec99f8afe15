package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Transfer;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskSummary;
import org.souk.core.testing.NodeFixture;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/** What the databases do beyond the contracts. */
abstract class JpaDetailsContract {
    private TestDatabase database;
    private JpaTaskStore tasks;

    abstract TestDatabase database();

    @BeforeEach
    void setUp() {
        database = database().cleared();
        tasks = new JpaTaskStore(database.entities());
    }

    @Test
    void lockSeesWhatOthersCommittedSinceTheFirstRead() {
        Task task = aTask().submitted();
        database.run(() -> tasks.insert(task, Optional.empty(), "f"));

        List<Task> locked = database.call(() -> {
            assertThat(tasks.find(task.id())).contains(task);
            CompletableFuture.runAsync(() -> database.run(() -> tasks.save(tasks.lock(List.of(task.id())).stream()
                            .map(t ->
                                    t.assigned(new Attempt(1, new NodeId("n1"), NodeFixture.TARIFF, new Fuel(1), NOON)))
                            .toList())))
                    .join();
            return tasks.lock(List.of(task.id()));
        });

        assertThat(locked).extracting(Task::version).containsExactly(1L);
    }

    @Test
    void instantsAreCutToMicroseconds() {
        Task task = aTask().submittedAt(NOON.plusNanos(999)).submitted();
        database.run(() -> tasks.insert(task, Optional.empty(), "f"));

        assertThat(database.call(() -> tasks.find(task.id())).orElseThrow().submittedAt())
                .isEqualTo(NOON);
    }

    @Test
    void valuesAreReadAsTheyAreNowWhateverWasReadBefore() {
        Task task = aTask().submitted();
        database.run(() -> tasks.insert(task, Optional.empty(), "f"));

        database.run(() -> {
            assertThat(tasks.summaries(List.of(task.id()))).containsExactly(task.summary());
            CompletableFuture.runAsync(() -> database.run(() -> tasks.save(tasks.lock(List.of(task.id())))))
                    .join();
            assertThat(tasks.summaries(List.of(task.id())))
                    .extracting(TaskSummary::version)
                    .containsExactly(1L);
            tasks.save(tasks.lock(List.of(task.id())));
            assertThat(tasks.unfinished(Optional.empty(), 9))
                    .extracting(TaskSummary::version)
                    .containsExactly(2L);
        });
    }

    @Test
    void rowsThatAreReadAsValuesAreNotWatched() {
        database.run(() -> tasks.insert(aTask().submitted(), Optional.empty(), "f"));

        database.run(() -> {
            EntityManager entities = database.entities();
            assertThat(Unmanaged.rows(entities, "SELECT t FROM TaskRow t", TaskRow.class)
                            .getResultList())
                    .hasSize(1)
                    .noneMatch(entities::contains);
            assertThat(entities.createQuery("SELECT t FROM TaskRow t", TaskRow.class)
                            .getResultList())
                    .allMatch(entities::contains);
        });
    }

    @Test
    void summaryNeedsNoProgramButForTasksOfBefore() {
        Task task = aTask().readingStdin("bafstdin")
                .reading(new TaskFile("/in/a", new ContentId("bafa")))
                .submitted();
        database.run(() -> tasks.insert(task, Optional.empty(), "f"));
        Supplier<List<TaskSummary>> summaries = () -> tasks.summaries(List.of(task.id()));

        TestDatabase.execute(database.source(), "UPDATE task SET contents = NULL");
        assertThat(database.call(summaries)).containsExactly(task.summary());
        TestDatabase.execute(
                database.source(), "UPDATE task SET contents = 'bafa bafkreimodule bafstdin', program = 'none'");
        assertThat(database.call(summaries)).containsExactly(task.summary());
        assertThat(database.call(() -> tasks.unfinished(Optional.empty(), 9))).containsExactly(task.summary());
    }

    @Test
    void fingerprintHasRoomForItsKind() {
        String fingerprint = "v1:" + "f".repeat(64);
        Task task = aTask().by("ada").submitted();
        database.run(() -> tasks.insert(task, Optional.of("key"), fingerprint));

        assertThat(database.call(() -> tasks.findByKey(task.buyer(), "key")))
                .contains(new TaskStore.Submitted(task, fingerprint));
    }

    @Test
    void databaseItselfRefusesANegativeBalance() {
        JpaLedger ledger = new JpaLedger(database.entities());
        AccountId ada = new AccountId("ada");
        database.run(() -> ledger.post(List.of(Transfer.deposit("d1", ada, Money.ofMicros(5), NOON))));

        assertThatThrownBy(() -> database.run(() -> database.entities()
                        .createNativeQuery("UPDATE ledger_account SET balance = -1 WHERE name = 'available:ada'")
                        .executeUpdate()))
                .isInstanceOf(PersistenceException.class)
                .hasMessageMatching("(?is).*ledger_account_covered.*");
    }

    @Test
    void secondMigrationFindsNothingToDo() {
        assertThat(SchemaMigration.migrate(database.source())).isZero();
    }
}
