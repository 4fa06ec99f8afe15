package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.MarketHarness.LEASE;
import static org.souk.core.testing.MarketHarness.MAX_ATTEMPTS;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.node.Node;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Preemption.Mode;
import org.souk.core.scheduling.Resumption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.task.EndReason;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What becomes of plans that take places away, whoever made them. */
class PreemptionTest {
    private static final NodeId NODE = new NodeId("n1");
    private static final Node ENROLLED = aNode("n1").enrolled();
    /** 0.001 credits for a thousand million fuel, a credit for a GiB hour of RAM. */
    private static final Tariff TARIFF = ENROLLED.offer().tariff();

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MarketHarness market = new MarketHarness().rich("ada", "10").rich("bob", "10");
    private RecordingLink link;
    private Task victim;
    private Task urgent;

    /** A node that is full with a running task, and a more urgent one that waits. */
    @BeforeEach
    void fill() {
        link = market.online(aNode("n1"));
        victim = market.submit(aTask().by("ada").needing(cores(4)));
        market.turn();
        market.sessions.started(NODE, victimsAttempt());
        market.advance(SECOND);
        urgent = market.submit(aTask().by("bob").needing(cores(4)).priority(Priority.HIGH));
        link.orders().clear();
    }

    @Test
    void victimIsSuspendedBeforeTheOtherIsAssigned() {
        carryOut(List.of(preemption(Mode.SUSPEND)), List.of(), assignment(urgent));

        assertThat(link.orders()).containsExactly("suspend " + victim.id() + "/1", "assign " + urgent.id() + "/1");
        assertThat(state(victim)).isEqualTo(TaskState.SUSPENDED);
        assertThat(state(urgent)).isEqualTo(TaskState.ASSIGNED);
        assertThat(market.find(victim.id()).startedAt()).isPresent();
        assertThat(market.preempted).containsExactly(preemption(Mode.SUSPEND));
        assertThat(market.tasks.explain(buyer("ada"), victim.id()).summary())
                .contains("suspended on node n1", "because another task needs its place");
    }

    @Test
    void suspendedTaskKeepsItsRamAndStorageAndGivesUpItsCpu() {
        suspend();

        Resources whole = victim.spec().resources();
        assertThat(reserved()).isEqualTo(new Resources(MilliCpu.ZERO, whole.ram(), whole.storage()));
        resume();
        assertThat(reserved()).isEqualTo(whole);
    }

    @Test
    void plannerSeesWhatRanAndWhatStandsStill() {
        Instant started = market.clock.instant().minus(SECOND);
        assertThat(seen().runningSince()).contains(started);
        suspend();
        Instant suspended = market.clock.instant();
        market.sessions.suspended(NODE, victimsAttempt());
        market.advance(MINUTE);

        RunningTask standing = seen();
        assertThat(standing.suspended()).isTrue();
        assertThat(standing.runningSince()).isEmpty();
        assertThat(standing.ran()).isEqualTo(SECOND);
        assertThat(standing.preemptions()).isEqualTo(1);
        assertThat(standing.preemptedAt()).contains(suspended);

        Instant resumed = market.clock.instant();
        resume();
        market.advance(SECOND);

        assertThat(seen().suspended()).isFalse();
        assertThat(seen().runningSince()).contains(resumed);
        assertThat(seen().ran()).isEqualTo(SECOND.multipliedBy(2));
    }

    @Test
    void suspendedTaskGoesOnAndIsPaidForTheTimeThatItRan() {
        suspend();
        market.sessions.suspended(NODE, victimsAttempt());
        market.advance(Duration.ofHours(1));
        resume();
        assertThat(link.orders()).endsWith("resume " + victim.id() + "/1");
        assertThat(state(victim)).isEqualTo(TaskState.RUNNING);
        market.advance(SECOND.multipliedBy(4));
        // A node that bills the hour as well gets the five seconds before and after it.
        market.report(dispatch(), EndReason.SUCCESS, 2_000_000_000L, Duration.ofHours(2));
        market.turn();

        Task ended = market.find(victim.id());
        Bill bill = ended.bill().orElseThrow();
        assertThat(ended.ending().orElseThrow().usage().wall()).isEqualTo(Duration.ofSeconds(5));
        // 2 giga-fuel × 1000, as without the pause
        assertThat(bill.fuel()).isEqualTo(Money.ofMicros(2000));
        // 16 MiB × 5 s of 1 credit a GiB hour: 10⁶ × 16/1024 × 5/3600 = 21.7
        assertThat(bill.ram()).isEqualTo(Money.ofMicros(21));
    }

    @Test
    void standingStillThatNoNodeHasConfirmedIsNotTakenOffTheBill() {
        suspend();
        market.advance(MINUTE);
        resume();
        market.report(dispatch(), EndReason.SUCCESS, 1, Duration.ofHours(1));
        market.turn();

        assertThat(market.find(victim.id()).ending().orElseThrow().usage().wall())
                .isEqualTo(MINUTE.plus(SECOND));
    }

    @Test
    void assignmentFallsWithItsPreemption() {
        Plan plan = plan(List.of(preemption(Mode.SUSPEND)), List.of(), assignment(urgent));
        market.tasks.cancel(buyer("ada"), victim.id());

        market.scheduler.carryOut(plan, market.clock.instant());

        assertThat(state(victim)).isEqualTo(TaskState.CANCELLING);
        assertThat(state(urgent)).isEqualTo(TaskState.QUEUED);
        assertThat(link.assigned()).hasSize(1);
        assertThat(market.live.waiting(urgent.id())).isPresent();
    }

    @Test
    void preemptionFallsWithItsAssignment() {
        Plan plan = plan(List.of(preemption(Mode.SUSPEND)), List.of(), assignment(urgent));
        market.tasks.cancel(buyer("bob"), urgent.id());

        market.scheduler.carryOut(plan, market.clock.instant());

        assertThat(state(victim)).isEqualTo(TaskState.ASSIGNED);
        assertThat(link.suspended()).isEmpty();
    }

    @Test
    void anotherNodesPartOfThePlanStands() {
        RecordingLink other = market.online(aNode("n2"));
        Task third = market.submit(aTask().by("bob"));
        Plan plan = plan(
                List.of(preemption(Mode.SUSPEND)),
                List.of(),
                assignment(urgent),
                new Assignment(third.id(), third.version(), new NodeId("n2"), TARIFF, new Fuel(1), false, Map.of()));
        market.tasks.cancel(buyer("ada"), victim.id());

        market.scheduler.carryOut(plan, market.clock.instant());

        assertThat(other.assigned()).extracting(Dispatch::task).containsExactly(third.id());
        assertThat(state(urgent)).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void preemptionOfAFormerAttemptDoesNothing() {
        Preemption old = new Preemption(victim.id(), 2, NODE, Mode.REQUEUE, urgent.id());

        carryOut(List.of(old), List.of());

        assertThat(state(victim)).isEqualTo(TaskState.ASSIGNED);
        assertThat(link.orders()).isEmpty();
    }

    @Test
    void evictedTaskIsBackInTheQueueWithoutBlame() {
        carryOut(List.of(preemption(Mode.REQUEUE)), List.of(), assignment(urgent));

        Task evicted = market.find(victim.id());
        assertThat(link.orders()).containsExactly("cancel " + victim.id() + "/1", "assign " + urgent.id() + "/1");
        assertThat(evicted.state()).isEqualTo(TaskState.QUEUED);
        assertThat(evicted.failedOn()).isEmpty();
        assertThat(evicted.preemptions().count()).isEqualTo(1);
        assertThat(market.live.waiting(victim.id())).isPresent();

        market.report(dispatch(), EndReason.CANCELLED, 1_000_000_000L, SECOND);
        market.turn();

        assertThat(link.acknowledged()).containsExactly(victimsAttempt());
        assertThat(link.closed()).isEmpty();
        assertThat(market.available("seller")).isEqualTo(Money.ZERO);
        assertThat(state(victim)).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void whyItHadToMakeRoomIsExplainedAfterwards() {
        suspend();
        resume();
        assertThat(market.tasks.explain(buyer("ada"), victim.id()).remarks())
                .hasSize(1)
                .first()
                .asString()
                .contains("once", "because another task needs its place");

        carryOut(List.of(new Preemption(victim.id(), 1, NODE, Mode.REQUEUE, Optional.empty(), cause())), List.of());

        assertThat(market.tasks.explain(buyer("ada"), victim.id()).remarks())
                .hasSize(1)
                .first()
                .asString()
                .contains("2 times", "because the owner drains the node");
    }

    @Test
    void evictionsAreNoFailedAttempts() {
        for (int attempt = 1; attempt <= MAX_ATTEMPTS + 1; attempt++) {
            carryOut(
                    List.of(new Preemption(victim.id(), attempt, NODE, Mode.REQUEUE, Optional.empty(), cause())),
                    List.of());
            assign(victim);
        }
        Dispatch last = link.assigned().get(link.assigned().size() - 1);

        market.report(last, EndReason.NODE_FAULT, 0, Duration.ZERO);
        market.market.turns().settle();

        assertThat(state(victim)).isEqualTo(TaskState.QUEUED);
        assertThat(market.find(victim.id()).ownAttempts()).isEqualTo(1);
    }

    @Test
    void suspendedTaskCanBeCancelled() {
        suspend();
        market.sessions.suspended(NODE, victimsAttempt());
        market.advance(MINUTE);

        assertThat(market.tasks.cancel(buyer("ada"), victim.id()).state()).isEqualTo(TaskState.CANCELLING);
        assertThat(link.cancelled()).containsExactly(victimsAttempt());
        market.report(dispatch(), EndReason.CANCELLED, 1_000_000_000L, MINUTE);
        market.turn();

        Task ended = market.find(victim.id());
        assertThat(ended.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(ended.ending().orElseThrow().usage().wall()).isEqualTo(SECOND);
        assertThat(ended.bill().orElseThrow().fuel()).isEqualTo(Money.ofMicros(1000));
    }

    @Test
    void suspendedTaskOfALostNodeRunsElsewhere() {
        suspend();
        market.tasks.cancel(buyer("bob"), urgent.id());
        market.advance(LEASE);
        RecordingLink other = market.online(aNode("n2"));
        market.turn();

        assertThat(other.assigned()).extracting(Dispatch::task).contains(victim.id());
        assertThat(market.find(victim.id()).failedOn()).containsExactly(NODE);
        assertThat(market.find(victim.id()).current().orElseThrow().pauses().since())
                .isEmpty();
    }

    @Test
    void programThatEndedBeforeItHeardOfItsSuspensionHasEnded() {
        suspend();
        market.report(dispatch(), EndReason.SUCCESS, 1_000_000_000L, SECOND);
        market.market.turns().settle();

        assertThat(state(victim)).isEqualTo(TaskState.COMPLETED);
        assertThat(market.find(victim.id()).bill().orElseThrow().fuel()).isEqualTo(Money.ofMicros(1000));
    }

    @Test
    void restartOfTheMarketKeepsItSuspended() {
        suspend();
        market.sessions.suspended(NODE, victimsAttempt());
        market.market.liveness().write();
        market.advance(MINUTE);

        market.market.follower().rebuild();

        assertThat(seen().suspended()).isTrue();
        assertThat(seen().ran()).isEqualTo(SECOND);
        assertThat(reserved().cpu()).isEqualTo(MilliCpu.ZERO);
    }

    @Test
    void lostOrdersAreRepeatedWithTheHeartbeat() {
        suspend();
        link.orders().clear();
        market.heartbeat("n1", victims(false));
        assertThat(link.orders()).containsExactly("suspend " + victim.id() + "/1");
        market.heartbeat("n1", victims(true));
        assertThat(link.orders()).hasSize(1);
        resume();
        link.orders().clear();

        market.heartbeat("n1", victims(true));
        market.heartbeat("n1", victims(false));

        assertThat(link.orders()).containsExactly("resume " + victim.id() + "/1");
    }

    @Test
    void wordsThatCrossAnOrderAreAnsweredWithIt() {
        suspend();
        resume();
        link.orders().clear();

        assertThat(market.sessions.suspended(NODE, victimsAttempt())).isTrue();
        assertThat(market.sessions.suspended(new NodeId("n2"), victimsAttempt()))
                .isFalse();
        suspend();
        assertThat(market.sessions.resumed(NODE, victimsAttempt())).isTrue();

        String attempt = " " + victim.id() + "/1";
        assertThat(link.orders()).containsExactly("resume" + attempt, "suspend" + attempt, "suspend" + attempt);
    }

    @Test
    void lateWordOfAnEarlierPauseIsNotTakenOffTheBill() {
        suspend();
        market.sessions.suspended(NODE, victimsAttempt());
        market.advance(SECOND);
        resume();
        market.market.liveness().standing(victimsAttempt());
        market.advance(MINUTE);
        suspend();
        market.report(dispatch(), EndReason.SUCCESS, 1, Duration.ofHours(1));
        market.turn();

        assertThat(market.find(victim.id()).ending().orElseThrow().usage().wall())
                .isEqualTo(MINUTE.plus(SECOND));
    }

    @Test
    void agentThatLostASuspendedAttemptIsHandedItSuspended() {
        suspend();

        RecordingLink next = market.reconnect(ENROLLED);

        assertThat(next.orders()).containsExactly("assign " + victim.id() + "/1", "suspend " + victim.id() + "/1");
    }

    @Test
    void attemptThatNeverStartedIsAssignedAgainWhenItIsResumed() {
        assign(urgent);
        Preemption preemption = new Preemption(urgent.id(), 1, NODE, Mode.SUSPEND, victim.id());
        carryOut(List.of(preemption), List.of());
        assertThat(state(urgent)).isEqualTo(TaskState.SUSPENDED);

        carryOut(List.of(), List.of(new Resumption(urgent.id(), 1, NODE)));

        assertThat(state(urgent)).isEqualTo(TaskState.ASSIGNED);
    }

    private void suspend() {
        carryOut(List.of(preemption(Mode.SUSPEND)), List.of());
    }

    private void resume() {
        carryOut(List.of(), List.of(new Resumption(victim.id(), 1, NODE)));
    }

    private void assign(Task task) {
        carryOut(List.of(), List.of(), assignment(market.find(task.id())));
    }

    private void carryOut(List<Preemption> preemptions, List<Resumption> resumptions, Assignment... assignments) {
        market.scheduler.carryOut(plan(preemptions, resumptions, assignments), market.clock.instant());
    }

    private static Plan plan(List<Preemption> preemptions, List<Resumption> resumptions, Assignment... assignments) {
        return new Plan(1, List.of(assignments), preemptions, resumptions, List.of(), List.of(), List.of());
    }

    private Preemption preemption(Mode mode) {
        return new Preemption(victim.id(), 1, NODE, mode, urgent.id());
    }

    private static Preemption.Cause cause() {
        return Preemption.Cause.DRAIN;
    }

    private static Assignment assignment(Task task) {
        return new Assignment(task.id(), task.version(), NODE, TARIFF, new Fuel(10_000_000_000L), false, Map.of());
    }

    private AttemptKey victimsAttempt() {
        return new AttemptKey(victim.id(), 1);
    }

    private AttemptProgress victims(boolean suspended) {
        return new AttemptProgress(victimsAttempt(), true, suspended, Fuel.ZERO);
    }

    private Dispatch dispatch() {
        return link.assigned().get(0);
    }

    private TaskState state(Task task) {
        return market.find(task.id()).state();
    }

    private RunningTask seen() {
        return seen(victim.id());
    }

    private RunningTask seen(TaskId task) {
        return market.live.snapshot(market.clock.instant()).running().stream()
                .filter(running -> running.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    private Resources reserved() {
        return market.live.nodes().get(0).reserved();
    }
}
