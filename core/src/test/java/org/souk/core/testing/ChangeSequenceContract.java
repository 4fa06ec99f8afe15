package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Account;
import org.souk.core.account.AccountStore;
import org.souk.core.account.Role;
import org.souk.core.common.AccountId;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.pricing.Bill;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;

/** What every {@link ChangeSequence} does, with the stores whose changes it numbers. */
public abstract class ChangeSequenceContract {
    private static final int TIMEOUT_SECONDS = 30;

    private ChangeSequence changes;
    private TaskStore tasks;
    private NodeStore nodes;
    private AccountStore accounts;
    private Transactions transactions;

    protected abstract ChangeSequence changes();

    /** The stores are empty at first. */
    protected abstract TaskStore tasks();

    protected abstract NodeStore nodes();

    protected abstract AccountStore accounts();

    protected abstract Transactions transactions();

    /** Whether a transaction can begin while another one is open. */
    protected boolean transactionsRunSideBySide() {
        return true;
    }

    @BeforeEach
    void setUp() {
        changes = changes();
        tasks = tasks();
        nodes = nodes();
        accounts = accounts();
        transactions = transactions();
    }

    @Test
    void everyNumberIsAboveTheStart() {
        assertThat(transactions.call(changes::horizon)).isGreaterThan(ChangeSequence.START);
    }

    @Test
    void whatIsInsertedOrSavedHasChanged() {
        Follower follower = new Follower();
        insertTask("t1");
        insertNode("n1");
        insertAccount("a1");
        follower.look();
        assertThat(follower.versions()).isEqualTo(Map.of("t1", 0L, "n1", 0L, "a1", 0L));
        assertThat(follower.look()).isEmpty();

        saveTask("t1");
        assertThat(follower.look()).containsExactly("t1");
        saveNode("n1");
        assertThat(follower.look()).containsExactly("n1");
        saveAccount("a1");
        assertThat(follower.look()).containsExactly("a1");
        assertThat(follower.versions()).isEqualTo(Map.of("t1", 1L, "n1", 1L, "a1", 1L));
    }

    @Test
    void whatHasEndedHasChangedButIsNoneOfTheFirst() {
        Follower follower = new Follower();
        insertTask("t1");
        follower.look();
        changeTask("t1", task -> task.ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON));

        assertThat(follower.look()).containsExactly("t1");
        assertThat(new Follower().look()).isEmpty();
    }

    @Test
    void beingSeenIsNoChange() {
        insertNode("n1");
        insertNode("n2");
        Follower follower = new Follower();
        follower.look();

        transactions.run(() ->
                nodes.markSeen(Map.of(new NodeId("n1"), NOON.plusSeconds(1), new NodeId("n2"), NOON.plusSeconds(2))));

        assertThat(follower.look()).isEmpty();
        assertThat(node("n1").version()).isZero();
        assertThat(node("n1").lastSeen()).contains(NOON.plusSeconds(1));
        assertThat(node("n2").lastSeen()).contains(NOON.plusSeconds(2));
    }

    @Test
    void whatIsRolledBackHasNotChanged() {
        insertTask("t1");
        Follower follower = new Follower();
        follower.look();

        RuntimeException boom = new RuntimeException("boom");
        assertThatThrownBy(() -> transactions.run(() -> {
                    tasks.save(tasks.lock(List.of(new TaskId("t1"))));
                    tasks.insert(aTask().id("t2").submitted(), Optional.empty(), "f");
                    throw boom;
                }))
                .isSameAs(boom);

        assertThat(follower.look()).isEmpty();
        insertTask("t3");
        assertThat(follower.look()).containsExactly("t3");
    }

    @Test
    void whatATransactionHasChangedItselfItReadsAsWell() {
        insertTask("t1");
        Follower follower = new Follower();
        follower.look();

        transactions.run(() -> {
            tasks.save(tasks.lock(List.of(new TaskId("t1"))));
            assertThat(follower.look()).containsExactly("t1");
        });
    }

    @Test
    void whoCommitsLastIsNotMissedThoughItsNumberIsLower() {
        assumeTrue(transactionsRunSideBySide());
        Follower follower = new Follower();
        try (Open first = new Open("t1", false)) {
            insertTask("t2");
            assertThat(follower.look()).containsExactly("t2");
            insertTask("t3");
            assertThat(follower.look()).contains("t3").doesNotContain("t1");
            first.end();
        }
        assertThat(follower.look()).contains("t1");
        assertThat(follower.look()).isEmpty();
    }

    @Test
    void whoNeverCommitsHoldsNobodyUpForLong() {
        assumeTrue(transactionsRunSideBySide());
        Follower follower = new Follower();
        try (Open first = new Open("t1", true)) {
            insertTask("t2");
            assertThat(follower.look()).containsExactly("t2");
            first.end();
        }
        follower.look();
        assertThat(follower.look()).isEmpty();
        assertThat(follower.versions()).isEqualTo(Map.of("t2", 0L));
    }

    @Test
    void amongManyTransactionsNothingIsMissed() {
        int writers = 5;
        int rounds = 25;
        AtomicInteger writing = new AtomicInteger(writers);
        Follower follower = new Follower();
        for (int writer = 0; writer < writers; writer++) {
            insertNode("n" + writer);
        }
        int looks = 0;

        CompletableFuture<List<Optional<Throwable>>> outcomes =
                CompletableFuture.supplyAsync(() -> Concurrently.run(writers, writer -> {
                    try {
                        write("w" + writer, new NodeId("n" + writer), rounds, new Random(writer));
                    } finally {
                        writing.decrementAndGet();
                    }
                }));
        while (writing.get() > 0) {
            follower.look();
            looks++;
        }
        assertThat(outcomes.join()).allMatch(Optional::isEmpty);
        follower.look();

        assertThat(follower.versions()).isEqualTo(present()).hasSizeGreaterThan(writers * rounds);
        assertThat(looks).isGreaterThan(2);
        assertThat(follower.look()).isEmpty();
    }

    /** Each round adds one to three tasks, takes some of them on and changes its node; a quarter is rolled back. */
    private void write(String name, NodeId node, int rounds, Random random) {
        List<TaskId> mine = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<TaskId> added = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                added.add(new TaskId(name + "-" + round + "-" + i));
            }
            Optional<TaskId> taken =
                    mine.isEmpty() ? Optional.empty() : Optional.of(mine.get(random.nextInt(mine.size())));
            boolean fails = random.nextInt(4) == 0;
            try {
                transactions.run(() -> {
                    tasks.insert(aTask().id(added.get(0).value()).submitted(), Optional.empty(), "f");
                    nodes.save(nodes.lock(node).orElseThrow());
                    added.stream()
                            .skip(1)
                            .forEach(id -> tasks.insert(aTask().id(id.value()).submitted(), Optional.empty(), "f"));
                    taken.ifPresent(id -> tasks.save(tasks.lock(List.of(id))));
                    if (fails) {
                        throw new Failed();
                    }
                });
                mine.addAll(added);
            } catch (Failed e) {
                assertThat(fails).isTrue();
            }
        }
    }

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private Map<String, Long> present() {
        return transactions.call(() -> {
            Map<String, Long> versions = new HashMap<>();
            tasks.unfinished(Optional.empty(), Integer.MAX_VALUE)
                    .forEach(task -> versions.put(task.id().value(), task.version()));
            nodes.list(Optional.empty()).forEach(node -> versions.put(node.id().value(), node.version()));
            accounts.list().forEach(account -> versions.put(account.id().value(), account.version()));
            return versions;
        });
    }

    /** Somebody who keeps a copy of all versions. */
    private final class Follower {
        private final Map<String, Long> copy = new HashMap<>();
        private long position = ChangeSequence.START;

        /** @return the ids of what had another version than is known */
        Set<String> look() {
            return transactions.call(() -> {
                long next = changes.horizon();
                Map<String, Long> news = new HashMap<>();
                tasks.changedSince(position).forEach(v -> news.put(v.task().value(), v.version()));
                nodes.changedSince(position).forEach(n -> news.put(n.id().value(), n.version()));
                accounts.changedSince(position).forEach(a -> news.put(a.id().value(), a.version()));
                position = next;
                return news.entrySet().stream()
                        .filter(entry -> !entry.getValue().equals(copy.put(entry.getKey(), entry.getValue())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet());
            });
        }

        Map<String, Long> versions() {
            return copy;
        }
    }

    /** A transaction of another thread that has inserted a task and ends when it is told. */
    private final class Open implements AutoCloseable {
        private final CountDownLatch written = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private final CompletableFuture<Void> over;

        Open(String task, boolean failing) {
            over = CompletableFuture.runAsync(() -> {
                try {
                    transactions.run(() -> {
                        tasks.insert(aTask().id(task).submitted(), Optional.empty(), "f");
                        written.countDown();
                        await(end);
                        if (failing) {
                            throw new Failed();
                        }
                    });
                } catch (Failed e) {
                    assertThat(failing).isTrue();
                }
            });
            await(written);
        }

        void end() {
            end.countDown();
            over.join();
        }

        @Override
        public void close() {
            end.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened within " + TIMEOUT_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void insertTask(String id) {
        transactions.run(() -> tasks.insert(aTask().id(id).submitted(), Optional.empty(), "f"));
    }

    private void insertNode(String id) {
        transactions.run(() -> nodes.insert(aNode(id).enrolled()));
    }

    private void insertAccount(String id) {
        transactions.run(
                () -> accounts.insert(new Account(new AccountId(id), id, Set.of(Role.BUYER), NOON, "standard")));
    }

    private void saveTask(String id) {
        changeTask(id, Function.identity());
    }

    private void changeTask(String id, Function<Task, Task> step) {
        transactions.run(() -> tasks.save(
                tasks.lock(List.of(new TaskId(id))).stream().map(step).toList()));
    }

    private void saveNode(String id) {
        transactions.run(
                () -> nodes.save(nodes.lock(new NodeId(id)).orElseThrow().withAvailability(Availability.DRAINING)));
    }

    private void saveAccount(String id) {
        transactions.run(() -> accounts.save(accounts.find(new AccountId(id)).orElseThrow()));
    }

    private Node node(String id) {
        return transactions.call(() -> nodes.find(new NodeId(id))).orElseThrow();
    }
}
