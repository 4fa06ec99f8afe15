package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import jakarta.persistence.PersistenceException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Transfer;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
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
