package org.souk.core.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Share;
import org.souk.core.pricing.Usage;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.Attempt;
import org.souk.core.task.Bid;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Escalations.Trigger;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.OutputFile;
import org.souk.core.task.PastRun;
import org.souk.core.task.PastWait;
import org.souk.core.task.Pauses;
import org.souk.core.task.Placement;
import org.souk.core.task.Preemptions;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskStore.DuplicateKey;
import org.souk.core.task.TaskStore.NewTask;
import org.souk.core.task.TaskSummary;
import org.souk.core.task.Workflow;
import org.souk.core.task.Workflow.ArrayElement;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What every {@link TaskStore} does. */
public abstract class TaskStoreContract {
    private static final Optional<String> NO_KEY = Optional.empty();

    private TaskStore tasks;
    private Transactions transactions;

    /** An empty store. */
    protected abstract TaskStore emptyStore();

    protected abstract Transactions transactions();

    @BeforeEach
    void setUp() {
        tasks = emptyStore();
        transactions = transactions();
    }

    @Test
    void insertedTaskIsFoundAsItWas() {
        Task task = aTask().named("Bärenjagd \"7\"")
                .with(List.of("--from", "", "ä\n\\"), Map.of("PATH", "/bin", "EMPTY", ""))
                .readingStdin("bafkreistdin")
                .reading(new TaskFile("/in/a", new ContentId("bafa")), new TaskFile("/in/b", new ContentId("bafb")))
                .writing("/out/picture.png", "/out/table.csv")
                .needing(Resources.of(1500, 1L << 32, 1L << 40))
                .priority(Priority.CRITICAL)
                .due(NOON.plusSeconds(60))
                .within("12.345678")
                .runningAtMost(Duration.ofMillis(1500))
                .burningAtMost(Long.MAX_VALUE)
                .submitted();
        insert(task);

        assertThat(find(task.id())).contains(task);
    }

    @Test
    void poolAndBurstAreKept() {
        Task task = insert(aTask().placed(new Placement(Optional.of("node.cores > 2"), Optional.of("garage"), true))
                .submitted());
        Attempt onBurst = new Attempt(1, new NodeId("n1"), NodeFixture.TARIFF, new Fuel(1), NOON, true);
        Task assigned = change(task, t -> t.assigned(onBurst));

        assertThat(find(task.id())).contains(assigned);
        assertThat(find(task.id()).orElseThrow().current()).contains(onBurst);
    }

    @Test
    void whatABuyerAgreesToLaterIsKept() {
        Task task =
                insert(aTask().in("garage", true).within("2").offering("0.5").submitted());
        assertThat(find(task.id())).contains(task);
        Cause waited = new Cause(Trigger.WAIT, 0, 61.25, 60);
        Task widened = change(task, t -> t.escalated(new Step(NOON.plusSeconds(61), Action.WIDEN_POOLS, waited)));
        Task raised = change(
                widened,
                t -> t.escalated(
                        new Step(NOON.plusSeconds(90), Action.RAISE_PRICE, waited, Optional.of(Money.parse("1.25")))));

        assertThat(find(task.id())).contains(raised);
        assertThat(raised.placement().pool()).isEmpty();
        assertThat(raised.bid()).contains(new Bid(Money.parse("1.25"), Money.parse("2")));
    }

    @Test
    void unknownTaskIsAbsent() {
        assertThat(find(new TaskId("nobody"))).isEmpty();
    }

    @Test
    void endedTaskIsFoundAsItWas() {
        Task task = insert(aTask().submitted());
        Task assigned = change(task, t -> t.assigned(attempt(1, "n1")));
        assertThat(find(task.id())).contains(assigned);
        Task running = change(assigned, t -> t.running(NOON.plusSeconds(2)));
        assertThat(find(task.id())).contains(running);
        Ending ending = new Ending(
                EndReason.EXIT_CODE,
                "said \"no\"\0\u001b and left",
                42,
                new Usage(new Fuel(Long.MAX_VALUE), Duration.ofNanos(1_234_567_891L), Bytes.ofMebibytes(3)),
                List.of(new OutputFile("/out/a", new ContentId("bafout"), new Bytes(5))),
                Optional.of(new ContentId("bafstdout")),
                Optional.empty());
        Money one = Money.ofMicros(1);
        Bill bill = new Bill(one, one, one, Money.ofMicros(3), one, Money.ofMicros(2), one);

        Task ended = change(running, t -> t.ended(ending, bill, NOON.plusSeconds(3)));

        assertThat(ended.version()).isEqualTo(3);
        assertThat(find(task.id())).contains(ended);
    }

    @Test
    void movedAndSavedTaskIsFoundAsItWas() {
        Task task = insert(aTask().submitted());
        Task running =
                change(change(task, t -> t.keyed("k".repeat(43)).assigned(attempt(1, "n1"))), t -> t.running(NOON));
        assertThat(find(task.id())).contains(running);

        Task saved = change(
                running,
                t -> t.checkpointed(new Checkpoint(
                        1, new ContentId("bafsnapshot"), new Bytes(99), position(7, 1234), NOON.plusMillis(1_500))));
        assertThat(find(task.id())).contains(saved);

        Task moving = change(saved, t -> t.moving(move("m1", attempt(2, "n2"))));
        assertThat(find(task.id())).contains(moving);

        Task failed = change(moving, t -> t.notMoved("the target has left", NOON.plusSeconds(8)));
        assertThat(find(task.id())).contains(failed);

        Task again = change(failed, t -> t.moving(move("m2", attempt(3, "n3"))));
        Task moved = change(
                again,
                t -> t.moved(
                        position(Long.MAX_VALUE - 1, 9_876_543_210L),
                        new Bytes(1 << 20),
                        Duration.ofMillis(80),
                        NOON.plusSeconds(9)));
        assertThat(find(task.id())).contains(moved);
        assertThat(moved.attempts()).isEqualTo(3);

        Bill bill = sharedBill(moved);
        Task ended = change(moved, t -> t.ended(Ending.without(EndReason.SUCCESS, ""), bill, NOON.plusSeconds(10)));
        assertThat(find(task.id())).contains(ended);
    }

    @Test
    void savedTaskInTheQueueKeepsWhatWasDone() {
        Task task = insert(aTask().submitted());
        Task running = change(change(task, t -> t.assigned(attempt(1, "n1"))), t -> t.running(NOON));
        change(
                running,
                t -> t.checkpointed(
                        new Checkpoint(1, new ContentId("bafsnapshot"), new Bytes(99), position(7, 1234), NOON)));

        Task queued = change(running, t -> t.requeued(NOON.plusSeconds(9)));

        assertThat(find(task.id())).contains(queued);
        assertThat(queued.journey().segments()).extracting(Segment::to).containsExactly(position(7, 1234));
    }

    private static Position position(long fuel, long nanos) {
        return new Position(new Fuel(fuel), Duration.ofNanos(nanos));
    }

    private static OngoingMigration move(String id, Attempt target) {
        return new OngoingMigration(
                new MigrationId(id),
                "s".repeat(43),
                target,
                "somebody asked for it",
                target.assignedAt(),
                target.assignedAt().plusSeconds(120));
    }

    private static Bill sharedBill(Task moved) {
        Money two = Money.ofMicros(2);
        Money one = Money.ofMicros(1);
        Money none = Money.ZERO;
        Segment first = moved.journey().segments().get(0);
        Segment second = moved.current()
                .orElseThrow()
                .until(moved.current().orElseThrow().begin());
        return new Bill(
                two,
                none,
                none,
                two,
                one,
                one,
                none,
                List.of(new Share(first, two, one, one), new Share(second, none, none, none)));
    }

    @Test
    void requeuedTaskHasNoAttemptAndRemembersItsNodes() {
        Task task = insert(aTask().submitted());
        Task once = change(change(task, t -> t.assigned(attempt(1, "n1"))), t -> t.requeued(NOON));
        Task twice = change(change(once, t -> t.assigned(attempt(2, "n2"))), t -> t.requeued(NOON));

        assertThat(twice.failedOn()).containsExactlyInAnyOrder(new NodeId("n1"), new NodeId("n2"));
        assertThat(find(task.id())).contains(twice);
    }

    @Test
    void preemptedTaskIsFoundAsItWas() {
        Task task = insert(aTask().submitted());
        Task evicted = change(
                change(task, t -> t.assigned(attempt(1, "n1"))),
                t -> t.evicted("the owner drains the node", NOON.plusSeconds(2)));
        assertThat(find(task.id())).contains(evicted);
        Task running = change(change(evicted, t -> t.assigned(attempt(2, "n1"))), t -> t.running(NOON.plusSeconds(3)));
        Task suspended = change(running, t -> t.suspended("another task needs its place", NOON.plusSeconds(4)));
        Task standing = change(suspended, t -> t.standing(NOON.plusSeconds(5)));
        assertThat(find(task.id())).contains(standing);

        Task resumed = change(standing, t -> t.resumed(NOON.plusSeconds(9)));

        assertThat(find(task.id())).contains(resumed);
        assertThat(resumed.preemptions())
                .isEqualTo(new Preemptions(
                        1,
                        1,
                        Set.of(new NodeId("n1")),
                        Optional.of(NOON.plusSeconds(4)),
                        "another task needs its place"));
        assertThat(resumed.current().orElseThrow().pauses())
                .isEqualTo(new Pauses(Optional.empty(), Duration.ofSeconds(4), Optional.of(NOON.plusSeconds(9))));
    }

    @Test
    void escalationsAreKeptInTheirOrder() {
        Task task = insert(aTask().submitted());
        Cause waited = new Cause(Trigger.WAIT, 0, 61.25, 60);
        Task raised = change(task, t -> t.escalated(new Step(NOON.plusSeconds(61), Action.RAISE_PRIORITY, waited)));
        Cause pressed = new Cause(Trigger.PRESSURE, 0, 1.5, 1.0 / 3);
        Task insistent = change(raised, t -> t.escalated(new Step(NOON.plusSeconds(90), Action.PREEMPT, pressed)));

        assertThat(insistent.escalations().steps()).hasSize(2);
        assertThat(insistent.priority()).isEqualTo(Priority.HIGH);
        assertThat(find(task.id())).contains(insistent);
    }

    @Test
    void waitsAreThoseOfFirstAttemptsThatHaveEnded() {
        Task first = insert(aTask().id("t1").priority(Priority.HIGH).submitted());
        endedAfter(first, 1, NOON.plusSeconds(70));
        Task second = insert(aTask().id("t2").submitted());
        Task again = change(change(second, t -> t.assigned(attempt(1, "n1"))), t -> t.requeued(NOON));
        endedAfter(again, 2, NOON.plusSeconds(80));
        change(insert(aTask().id("t3").submitted()), t -> t.assigned(attempt(1, "n1")));
        Task old = insert(aTask().id("t4").submitted());
        endedAfter(old, 1, NOON.plusSeconds(10));

        assertThat(transactions.call(() -> tasks.waitsSince(NOON.plusSeconds(50), 10)))
                .containsExactly(
                        PastWait.of(find(first.id()).orElseThrow().summary()).orElseThrow());
        assertThat(transactions.call(() -> tasks.waitsSince(NOON, 10))).hasSize(2);
        assertThat(transactions.call(() -> tasks.waitsSince(NOON, 1)))
                .extracting(PastWait::requested)
                .containsExactly(Priority.HIGH);
    }

    private void endedAfter(Task task, int attempt, Instant at) {
        change(
                change(task, t -> t.assigned(attempt(attempt, "n1"))),
                t -> t.ended(Ending.without(EndReason.INVALID_MODULE, ""), Bill.NOTHING, at));
    }

    @Test
    void taskIsFoundByItsKeyWithItsFingerprint() {
        Task task = aTask().by("ada").submitted();
        transactions.run(() -> tasks.insert(task, Optional.of("key"), "fingerprint"));

        assertThat(byKey("ada", "key")).contains(new TaskStore.Submitted(task, "fingerprint"));
        assertThat(byKey("ada", "other")).isEmpty();
        assertThat(byKey("bob", "key")).isEmpty();
    }

    @Test
    void keyIsUniqueForItsBuyerOnly() {
        insert(aTask().id("t1").by("ada").submitted(), Optional.of("key"));
        insert(aTask().id("t2").by("bob").submitted(), Optional.of("key"));
        insert(aTask().id("t3").by("ada").submitted(), NO_KEY);
        insert(aTask().id("t4").by("ada").submitted(), NO_KEY);

        Task again = aTask().id("t5").by("ada").submitted();
        assertThatThrownBy(() -> insert(again, Optional.of("key"))).isInstanceOf(DuplicateKey.class);
        assertThat(find(again.id())).isEmpty();
    }

    @Test
    void ofSimultaneousInsertsUnderOneKeyOneWins() {
        List<Optional<Throwable>> outcomes =
                Concurrently.run(6, i -> insert(aTask().id("t" + i).by("ada").submitted(), Optional.of("key")));

        assertThat(outcomes.stream().filter(Optional::isEmpty)).hasSize(1);
        assertThat(outcomes.stream().flatMap(Optional::stream)).allMatch(DuplicateKey.class::isInstance);
        assertThat(transactions.call(this::unfinished)).hasSize(1);
    }

    @Test
    void lockReadsEachKnownTaskOnceInOrderOfIds() {
        insert(aTask().id("t1").submitted());
        insert(aTask().id("t2").submitted());
        insert(aTask().id("t3").submitted());

        List<TaskId> asked = List.of(new TaskId("t3"), new TaskId("nobody"), new TaskId("t1"), new TaskId("t3"));
        List<Task> locked = transactions.call(() -> tasks.lock(asked));

        assertThat(locked).extracting(t -> t.id().value()).containsExactly("t1", "t3");
        assertThat(transactions.call(() -> tasks.lock(List.of()))).isEmpty();
    }

    @Test
    void manyTasksAreLockedAndSavedAtOnce() {
        List<Task> many = IntStream.range(1000, 1603)
                .mapToObj(i -> aTask().id("t" + i).submitted())
                .toList();
        many.forEach(this::insert);

        List<Task> saved = transactions.call(
                () -> tasks.save(tasks.lock(many.stream().map(Task::id).toList()).stream()
                        .map(t -> t.assigned(attempt(1, "n1")))
                        .toList()));

        assertThat(saved).hasSize(603).allMatch(t -> t.version() == 1);
        assertThat(transactions.call(this::unfinished))
                .isEqualTo(saved.stream().map(Task::summary).toList());
    }

    @Test
    void saveKeepsTheGivenOrderAndRaisesVersions() {
        Task first = insert(aTask().id("t1").submitted());
        Task second = insert(aTask().id("t2").submitted());

        List<Task> saved = transactions.call(() -> {
            tasks.lock(List.of(first.id(), second.id()));
            return tasks.save(List.of(second.assigned(attempt(1, "n2")), first.assigned(attempt(1, "n1"))));
        });

        assertThat(saved).extracting(t -> t.id().value()).containsExactly("t2", "t1");
        assertThat(saved).extracting(Task::version).containsExactly(1L, 1L);
    }

    @Test
    void savingWhatIsOutOfDateIsAnError() {
        Task task = insert(aTask().submitted());
        change(task, t -> t.assigned(attempt(1, "n1")));

        assertThatThrownBy(() -> transactions.run(() -> {
                    tasks.lock(List.of(task.id()));
                    tasks.save(List.of(task.assigned(attempt(1, "n2"))));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(find(task.id()).orElseThrow().isHeldBy(new NodeId("n1"), 1)).isTrue();
    }

    @Test
    void failedTransactionChangesNothing() {
        Task task = insert(aTask().submitted());
        IllegalStateException boom = new IllegalStateException("boom");

        assertThatThrownBy(() -> transactions.run(() -> {
                    tasks.insert(aTask().id("t2").submitted(), Optional.of("key"), "f");
                    tasks.save(tasks.lock(List.of(task.id())).stream()
                            .map(t -> t.assigned(attempt(1, "n1")))
                            .toList());
                    throw boom;
                }))
                .isSameAs(boom);

        assertThat(transactions.call(this::unfinished)).containsExactly(task.summary());
        assertThat(byKey("buyer", "key")).isEmpty();
    }

    @Test
    void lockedTasksAreChangedByOneTransactionAtATime() {
        Task task = insert(aTask().submitted());
        int threads = 4;
        int rounds = 10;

        List<Optional<Throwable>> outcomes = Concurrently.run(threads, thread -> {
            for (int i = 0; i < rounds; i++) {
                transactions.run(() -> {
                    Task now = tasks.lock(List.of(task.id())).get(0);
                    tasks.save(List.of(
                            now.state() == TaskState.QUEUED
                                    ? now.assigned(attempt(now.attempts() + 1, "n" + thread))
                                    : now.requeued(NOON)));
                });
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
        // 4 threads × 10 changes, every second one an assignment
        Task after = find(task.id()).orElseThrow();
        assertThat(after.version()).isEqualTo(40);
        assertThat(after.attempts()).isEqualTo(20);
    }

    @Test
    void lockingInOppositeOrdersDoesNotBlock() {
        List<TaskId> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(insert(aTask().id("t" + i).submitted()).id());
        }
        List<TaskId> reversed = new ArrayList<>(ids);
        Collections.reverse(reversed);

        List<Optional<Throwable>> outcomes = Concurrently.run(4, thread -> {
            for (int i = 0; i < 10; i++) {
                transactions.run(() -> tasks.save(tasks.lock(thread % 2 == 0 ? ids : reversed).stream()
                        .map(t -> t.state() == TaskState.QUEUED
                                ? t.assigned(attempt(t.attempts() + 1, "n1"))
                                : t.requeued(NOON))
                        .toList()));
            }
        });

        assertThat(outcomes).allMatch(Optional::isEmpty);
    }

    @Test
    void listIsNewestFirstFilteredAndPaged() {
        Task oldest = insert(aTask().id("t1").by("ada").submitted());
        insert(aTask().id("t2").by("bob").submitted());
        insert(aTask().id("t3").by("ada").submitted());
        insert(aTask().id("t4").by("ada").submitted());
        change(oldest, t -> t.assigned(attempt(1, "n1")));

        assertThat(list(query().limit(10))).containsExactly("t4", "t3", "t2", "t1");
        assertThat(list(query().buyer("ada").limit(10))).containsExactly("t4", "t3", "t1");
        assertThat(list(query().buyer("ada").limit(2))).containsExactly("t4", "t3");
        assertThat(list(query().buyer("ada").before("t3").limit(2))).containsExactly("t1");
        assertThat(list(query().states(TaskState.ASSIGNED).limit(10))).containsExactly("t1");
        assertThat(list(query().states(TaskState.QUEUED, TaskState.ASSIGNED).limit(10)))
                .containsExactly("t4", "t3", "t2", "t1");
        assertThat(list(query().node("n1").limit(10))).containsExactly("t1");
        assertThat(list(query().node("n2").limit(10))).isEmpty();
        assertThat(list(query().buyer("bob").node("n1").before("t9").states(TaskState.ASSIGNED)))
                .isEmpty();
    }

    @Test
    void unfinishedAreOldestFirst() {
        insert(aTask().id("t3").submitted());
        insert(aTask().id("t1").submitted());
        Task cancelled = insert(aTask().id("t2").submitted());
        change(cancelled, t -> t.ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON));

        assertThat(transactions.call(this::unfinished))
                .extracting(t -> t.id().value())
                .containsExactly("t1", "t3");
    }

    @Test
    void unfinishedComeInPages() {
        for (int i = 1; i <= 5; i++) {
            insert(aTask().id("t" + i).submitted());
        }
        change(
                find(new TaskId("t3")).orElseThrow(),
                t -> t.ended(Ending.without(EndReason.CANCELLED, ""), Bill.NOTHING, NOON));

        assertThat(page(Optional.empty(), 2)).containsExactly("t1", "t2");
        assertThat(page(Optional.of(new TaskId("t2")), 2)).containsExactly("t4", "t5");
        assertThat(page(Optional.of(new TaskId("t3")), 1)).containsExactly("t4");
        assertThat(page(Optional.of(new TaskId("t5")), 2)).isEmpty();
    }

    private List<String> page(Optional<TaskId> after, int limit) {
        return transactions.call(() -> tasks.unfinished(after, limit)).stream()
                .map(t -> t.id().value())
                .toList();
    }

    @Test
    void summariesAreThoseOfTheKnownIds() {
        List<TaskId> many =
                IntStream.range(0, 1200).mapToObj(i -> new TaskId("t" + i)).toList();
        transactions.run(() -> tasks.insert(many.stream()
                .filter(id -> !id.value().endsWith("7"))
                .map(id -> new NewTask(aTask().id(id.value()).submitted(), NO_KEY, "f", Set.of()))
                .toList()));

        List<TaskSummary> found = transactions.call(() -> tasks.summaries(many));

        assertThat(found).hasSize(1080).extracting(TaskSummary::id).doesNotHaveDuplicates();
        assertThat(found).contains(aTask().id("t1199").submitted().summary());
    }

    @Test
    void statesAreCounted() {
        assertThat(transactions.call(tasks::countByState)).isEmpty();
        insert(aTask().id("t1").submitted());
        insert(aTask().id("t2").submitted());
        change(insert(aTask().id("t3").submitted()), t -> t.assigned(attempt(1, "n1")));

        assertThat(transactions.call(tasks::countByState))
                .containsOnly(Map.entry(TaskState.QUEUED, 2L), Map.entry(TaskState.ASSIGNED, 1L));
    }

    @Test
    void pastRunsAreTheNewestFirst() {
        Task early = ended("t1", 10);
        Task late = ended("t2", 20);
        Task latest = ended("t3", 30);
        insert(aTask().id("t4").submitted());
        change(insert(aTask().id("t5").submitted()), t -> t.assigned(attempt(1, "n1")));

        assertThat(transactions.call(() -> tasks.runsSince(NOON.plusSeconds(20), 10)))
                .containsExactly(run(latest), run(late));
        assertThat(transactions.call(() -> tasks.runsSince(NOON, 2))).containsExactly(run(latest), run(late));
        assertThat(transactions.call(() -> tasks.runsSince(NOON, 3))).contains(run(early));
    }

    @Test
    void workflowIsFoundAsItWas() {
        Workflow place =
                new Workflow(Set.of(new TaskId("t8"), new TaskId("t9")), Optional.of(new ArrayElement("array", 7, 50)));
        Task task = insert(aTask().within(place).submitted());
        assertThat(find(task.id())).contains(task);
    }

    @Test
    void dependentsAreKnownUntilWhatTheyWaitForHasEnded() {
        TaskId one = insert(aTask().id("t1").submitted()).id();
        TaskId two = insert(aTask().id("t2").submitted()).id();
        TaskId both = insertBlocked("t3", one, two);
        TaskId first = insertBlocked("t4", one);

        assertThat(transactions.call(() -> tasks.waitsFor(both))).containsExactly(one, two);
        assertThat(transactions.call(() -> tasks.dependents(List.of(one)))).containsExactlyInAnyOrder(both, first);
        assertThat(transactions.call(() -> tasks.dependents(List.of(first)))).isEmpty();
        assertThat(transactions.call(() -> tasks.stopWaitingFor(List.of(one), List.of(both, first))))
                .containsExactly(both);
        assertThat(transactions.call(() -> tasks.dependents(List.of(one)))).isEmpty();
        assertThat(transactions.call(() -> tasks.stopWaitingFor(List.of(two), List.of(both))))
                .isEmpty();
    }

    private TaskId insertBlocked(String id, TaskId... after) {
        Task task = Task.blocked(
                new TaskId(id),
                new AccountId("ada"),
                aTask().within(new Workflow(Set.of(after), Optional.empty())).spec(),
                NOON);
        transactions.run(() -> tasks.insert(List.of(new NewTask(task, NO_KEY, "f", Set.of(after)))));
        assertThat(find(task.id())).contains(task);
        return task.id();
    }

    /** Two transactions that each end one dependency of the same task: exactly one sees that it waits for nothing more. */
    @Test
    void ofSimultaneousEndsTheLastOneReleases() {
        List<TaskId> after = IntStream.range(0, 4)
                .mapToObj(i -> insert(aTask().id("t" + i).submitted()).id())
                .toList();
        TaskId last = insertBlocked("t9", after.toArray(new TaskId[0]));
        AtomicInteger releases = new AtomicInteger();

        List<Optional<Throwable>> outcomes = Concurrently.run(
                4,
                i -> transactions.run(() -> {
                    Set<TaskId> dependents = tasks.dependents(List.of(after.get(i)));
                    tasks.lock(dependents);
                    if (tasks.stopWaitingFor(List.of(after.get(i)), dependents).isEmpty()) {
                        releases.incrementAndGet();
                    }
                }));

        assertThat(outcomes).allMatch(Optional::isEmpty);
        assertThat(releases).hasValue(1);
        assertThat(transactions.call(() -> tasks.waitsFor(last))).isEmpty();
    }

    @Test
    void anArrayIsSummedUpAndListed() {
        List<NewTask> elements = IntStream.rangeClosed(3, 5)
                .mapToObj(i -> aTask().id("t" + i)
                        .by("ada")
                        .within(new Workflow(Set.of(), Optional.of(new ArrayElement("array", i, 2))))
                        .submitted())
                .map(task -> new NewTask(task, NO_KEY, "f", Set.of()))
                .toList();
        transactions.run(() -> tasks.insert(elements));
        insert(aTask().id("t9").by("ada").submitted());
        change(elements.get(0).task(), t -> t.assigned(attempt(1, "n1")));

        assertThat(transactions.call(() -> tasks.array("array")))
                .contains(new ArraySummary(
                        "array", new AccountId("ada"), 3, 5, 2, Map.of(TaskState.ASSIGNED, 1L, TaskState.QUEUED, 2L)));
        assertThat(transactions.call(() -> tasks.array("other"))).isEmpty();
        assertThat(transactions.call(() -> tasks.elements("array")))
                .containsExactly(new TaskId("t3"), new TaskId("t4"), new TaskId("t5"));
        TaskQuery query = new TaskQuery(
                Optional.empty(),
                Set.of(TaskState.QUEUED),
                Optional.empty(),
                Optional.of("array"),
                Optional.empty(),
                9);
        assertThat(transactions.call(() -> tasks.list(query)))
                .extracting(t -> t.id().value())
                .containsExactly("t5", "t4");
    }

    private Task ended(String id, long seconds) {
        Task assigned = change(insert(aTask().id(id).by("ada").submitted()), t -> t.assigned(attempt(1, "n1")));
        return change(
                assigned, t -> t.ended(Ending.without(EndReason.TRAPPED, ""), Bill.NOTHING, NOON.plusSeconds(seconds)));
    }

    private static PastRun run(Task task) {
        return new PastRun(
                task.buyer(),
                task.spec().resources(),
                NOON.plusSeconds(1),
                task.finishedAt().orElseThrow());
    }

    private Task insert(Task task) {
        return insert(task, NO_KEY);
    }

    private Task insert(Task task, Optional<String> key) {
        transactions.run(() -> tasks.insert(task, key, "fingerprint"));
        return task;
    }

    /** The task as it is stored, after a look at its summary, which must say the same. */
    private Optional<Task> find(TaskId id) {
        Optional<Task> found = transactions.call(() -> tasks.find(id));
        assertThat(transactions.call(() -> tasks.summaries(List.of(id))))
                .isEqualTo(found.stream().map(Task::summary).toList());
        return found;
    }

    private Optional<TaskStore.Submitted> byKey(String buyer, String key) {
        return transactions.call(() -> tasks.findByKey(new AccountId(buyer), key));
    }

    private Task change(Task task, UnaryOperator<Task> step) {
        return transactions.call(() -> tasks.save(
                        tasks.lock(List.of(task.id())).stream().map(step).toList())
                .get(0));
    }

    private static Attempt attempt(int number, String node) {
        return new Attempt(number, new NodeId(node), NodeFixture.TARIFF, new Fuel(Long.MAX_VALUE), NOON.plusSeconds(1));
    }

    private List<String> list(Query query) {
        return transactions.call(() -> tasks.list(query.build())).stream()
                .map(t -> t.id().value())
                .toList();
    }

    private static Query query() {
        return new Query();
    }

    private static final class Query {
        private Optional<AccountId> buyer = Optional.empty();
        private Set<TaskState> states = Set.of();
        private Optional<NodeId> node = Optional.empty();
        private Optional<TaskId> before = Optional.empty();
        private int limit = TaskQuery.MAX_LIMIT;

        Query buyer(String id) {
            buyer = Optional.of(new AccountId(id));
            return this;
        }

        Query states(TaskState... some) {
            states = Set.of(some);
            return this;
        }

        Query node(String id) {
            node = Optional.of(new NodeId(id));
            return this;
        }

        Query before(String id) {
            before = Optional.of(new TaskId(id));
            return this;
        }

        Query limit(int most) {
            limit = most;
            return this;
        }

        TaskQuery build() {
            return new TaskQuery(buyer, states, node, before, limit);
        }
    }

    private List<TaskSummary> unfinished() {
        return tasks.unfinished(Optional.empty(), 1000);
    }
}
