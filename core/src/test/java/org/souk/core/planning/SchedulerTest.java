package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.souk.core.testing.MarketHarness.LEASE;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.MarketHarness.running;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.Conflict;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.node.Node;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.submission.DeadlineInfeasible;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Tasks;
import org.souk.core.tasks.Tasks.Submitted;
import org.souk.core.testing.Concurrently;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.RecordingLink;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Money;

/** The life of tasks in a whole market, turn by turn. */
class SchedulerTest {
    private static final Tariff TARIFF = new Tariff(Money.ofMicros(1000), Money.ZERO, Money.ZERO);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MarketHarness market = new MarketHarness().rich("ada", "10");

    @Test
    void taskRunsAndIsPaid() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        assertThat(market.held("ada")).isEqualTo(Money.parse("1"));

        market.turn();
        Dispatch dispatch = link.assigned().get(0);
        assertThat(dispatch.task()).isEqualTo(task.id());
        assertThat(market.sessions.started(new NodeId("n1"), running(dispatch).attempt()))
                .isTrue();
        assertThat(market.tasks.find(buyer("ada"), task.id()).state()).isEqualTo(TaskState.RUNNING);
        market.advance(SECOND);
        market.report(dispatch, EndReason.SUCCESS, 1_000_000_000L, SECOND);
        market.turn();

        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(link.acknowledged()).containsExactly(running(dispatch).attempt());
        // 1 giga-fuel × 1000, less 10 %
        assertThat(market.available("seller")).isEqualTo(Money.ofMicros(900));
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        assertThat(market.heard)
                .extracting(TaskView::state)
                .containsExactly(TaskState.QUEUED, TaskState.ASSIGNED, TaskState.COMPLETED);
        assertThat(market.started).hasSize(1);
    }

    @Test
    void brokenNodeIsReplacedAndTheTaskIsPaidOnce() {
        RecordingLink first = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        RecordingLink second = market.online(node("n2"));
        market.report(first.assigned().get(0), EndReason.NODE_FAULT, 5_000_000_000L, SECOND);
        market.turn();

        Dispatch again = second.assigned().get(0);
        assertThat(again.attempt().number()).isEqualTo(2);
        market.report(again, EndReason.SUCCESS, 1_000_000_000L, SECOND);
        market.report(first.assigned().get(0), EndReason.SUCCESS, 9_000_000_000L, SECOND);
        market.turn();

        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.COMPLETED);
        assertThat(market.available("seller").plus(market.fees())).isEqualTo(Money.ofMicros(1000));
        assertThat(first.closed()).isEmpty();
    }

    @Test
    void aTaskThatEndsAtOnceStillKnowsWhenItBegan() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        Dispatch dispatch = link.assigned().get(0);
        Instant begun = market.clock.instant();
        market.sessions.started(new NodeId("n1"), running(dispatch).attempt());
        market.advance(SECOND);
        market.report(dispatch, EndReason.SUCCESS, 1, SECOND);
        market.turn();

        assertThat(market.find(task.id()).startedAt()).contains(begun);
    }

    @Test
    void aBatchIsTakenInWholeOrNotAtAllAndRepeatedSafely() {
        TaskSpec cheap = aTask().within("4").spec();
        TaskSpec dear = aTask().within("7").spec();
        assertThatThrownBy(() -> market.tasks.submitAll(buyer("ada"), Optional.of("b1"), List.of(cheap, dear)))
                .isInstanceOf(InsufficientFunds.class);
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);

        List<Submitted> first = market.tasks.submitAll(buyer("ada"), Optional.of("b2"), List.of(cheap, cheap));
        List<Submitted> again = market.tasks.submitAll(buyer("ada"), Optional.of("b2"), List.of(cheap, cheap));
        assertThat(again)
                .extracting(s -> s.task().task().id())
                .isEqualTo(first.stream().map(s -> s.task().task().id()).toList());
        assertThat(again).allMatch(Submitted::replayed);
        assertThat(market.held("ada")).isEqualTo(Money.parse("8"));
        assertThatThrownBy(() -> market.tasks.submitAll(buyer("ada"), Optional.of("b2"), List.of(dear)))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void aBatchIsNeitherEmptyNorEndless() {
        TaskSpec spec = aTask().spec();
        for (int size : new int[] {0, Tasks.MAX_BATCH + 1}) {
            assertThatThrownBy(() ->
                            market.tasks.submitAll(buyer("ada"), Optional.empty(), Collections.nCopies(size, spec)))
                    .isInstanceOfSatisfying(
                            InvalidRequest.class, e -> assertThat(e.field()).isEqualTo("tasks"));
        }
    }

    @Test
    void noLeaseRunsOutBeforeAgentsCanReachTheMarket() {
        market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();

        MarketHarness restarted = new MarketHarness(market);
        restarted.advance(LEASE.multipliedBy(3)).turn();
        restarted.market.turns().open();
        restarted.turn();
        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.ASSIGNED);

        restarted.advance(LEASE).turn();
        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.QUEUED);
    }

    @Test
    void expiredLeaseReturnsTheTaskToTheQueue() {
        market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn().advance(LEASE).turn();

        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.QUEUED);
        RecordingLink second = market.online(node("n2"));
        market.turn();
        assertThat(second.assigned()).extracting(d -> d.attempt().number()).containsExactly(2);
    }

    @Test
    void heartbeatsKeepTheLease() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        for (int i = 0; i < 10; i++) {
            market.advance(Duration.ofSeconds(10));
            market.heartbeat("n1", running(link.assigned().get(0)));
            market.turn();
        }

        assertThat(market.find(task.id()).attempts()).isEqualTo(1);
    }

    @Test
    void taskThatBreaksEveryNodeFailsAndIsFree() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        for (int i = 0; i < MarketHarness.MAX_ATTEMPTS; i++) {
            market.turn();
            market.report(link.assigned().get(i), EndReason.NODE_FAULT, 1, SECOND);
        }
        market.turn();

        Task after = market.find(task.id());
        assertThat(after.ending().orElseThrow().reason()).isEqualTo(EndReason.TOO_MANY_ATTEMPTS);
        assertThat(market.available("ada")).isEqualTo(Money.parse("10"));
        assertThat(link.assigned()).hasSize(3);
    }

    @Test
    void promiseWhoseNodeLeavesIsBrokenAndGivesTheMoneyBack() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(
                aTask().by("ada").runningAtMost(Duration.ofSeconds(5)).due(NOON.plusSeconds(10)));
        market.live.disconnected(new NodeId("n1"), link);
        market.turn().advance(Duration.ofSeconds(10)).turn();

        assertThat(market.find(task.id()).ending().orElseThrow().reason()).isEqualTo(EndReason.DEADLINE_PASSED);
        assertThat(market.available("ada")).isEqualTo(Money.parse("10"));
    }

    @Test
    void deadlineThatCannotBeMetIsRefusedWithTheEarliestThatCan() {
        market.online(node("n1"));
        TaskFixture hour = aTask().by("ada").runningAtMost(Duration.ofHours(1));

        assertThatThrownBy(() -> market.submit(hour.due(NOON.plusSeconds(60))))
                .isInstanceOfSatisfying(DeadlineInfeasible.class, refused -> assertThat(
                                refused.earliest().orElseThrow())
                        .isCloseTo(
                                NOON.plus(Duration.ofHours(1)).plus(SchedulingRules.DEFAULT.startup()),
                                within(1, ChronoUnit.MILLIS)));
        assertThat(market.available("ada")).isEqualTo(Money.parse("10"));
        assertThat(market.submit(hour.due(NOON.plus(Duration.ofMinutes(61)))).state())
                .isEqualTo(TaskState.QUEUED);
    }

    @Test
    void liarLosesItsSession() {
        RecordingLink honest = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        RecordingLink liar = market.online(node("n2"));
        Dispatch dispatch = honest.assigned().get(0);
        market.report(
                new Dispatch(
                        dispatch.task(),
                        dispatch.buyer(),
                        new Attempt(
                                1, new NodeId("n2"), TARIFF, dispatch.attempt().fuelLimit(), NOON),
                        dispatch.spec(),
                        dispatch.clockStart(),
                        Optional.empty(),
                        Optional.empty()),
                EndReason.SUCCESS,
                1,
                SECOND);
        market.turn();

        assertThat(liar.closed()).singleElement().asString().contains(task.id().value());
        assertThat(market.find(task.id()).isHeldBy(new NodeId("n1"), 1)).isTrue();
        assertThat(honest.closed()).isEmpty();
    }

    @Test
    void repeatedRequestGivesTheFirstTaskAgain() {
        Optional<String> key = Optional.of("key");
        Tasks.Submitted first = market.tasks.submit(buyer("ada"), key, aTask().spec());
        Tasks.Submitted again = market.tasks.submit(buyer("ada"), key, aTask().spec());

        assertThat(first.replayed()).isFalse();
        assertThat(again.replayed()).isTrue();
        assertThat(again.task().task().id()).isEqualTo(first.task().task().id());
        assertThat(market.held("ada")).isEqualTo(Money.parse("1"));
        assertThatThrownBy(() -> market.tasks.submit(
                        buyer("ada"), key, aTask().within("2").spec()))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining(first.task().task().id().value());
    }

    @Test
    void simultaneousRequestsAreTakenOrRefusedEachByItself() {
        // 10 credits cover ten of the twelve; two more threads repeat one request
        List<Optional<Throwable>> outcomes = Concurrently.run(14, thread -> {
            if (thread < 12) {
                market.submit(aTask().by("ada"));
            } else {
                market.rich("bob", "1");
                market.tasks.submit(buyer("bob"), Optional.of("key"), aTask().spec());
            }
        });

        assertThat(outcomes.stream().flatMap(Optional::stream))
                .hasSize(2)
                .allMatch(InsufficientFunds.class::isInstance);
        assertThat(market.held("ada")).isEqualTo(Money.parse("10"));
        assertThat(market.held("bob")).isEqualTo(Money.parse("1"));
        assertThat(market.live.waitingCount()).isEqualTo(11);
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
    }

    @Test
    void nothingIsLeftOfARefusedTask() {
        assertThatThrownBy(() -> market.submit(aTask().by("ada").within("10.000001")))
                .isInstanceOf(InsufficientFunds.class);
        assertThatThrownBy(() -> market.submit(aTask().by("ada").due(NOON))).isInstanceOf(InvalidRequest.class);
        market.missingContent.add(new ContentId("bafstdin"));
        assertThatThrownBy(() -> market.submit(aTask().by("ada").readingStdin("bafstdin")))
                .isInstanceOf(InvalidRequest.class)
                .hasMessageContaining("bafstdin");

        assertThat(market.tasks.countByState()).isEmpty();
        assertThat(market.held("ada")).isEqualTo(Money.ZERO);
        assertThat(market.live.waitingCount()).isZero();
    }

    @Test
    void queuedTaskIsCancelledAtOnce() {
        Task task = market.submit(aTask().by("ada"));
        int rings = market.rings();
        TaskView cancelled = market.tasks.cancel(buyer("ada"), task.id());

        assertThat(cancelled.state()).isEqualTo(TaskState.CANCELLED);
        assertThat(market.available("ada")).isEqualTo(Money.parse("10"));
        assertThat(market.live.waitingCount()).isZero();
        assertThat(market.tasks.cancel(buyer("ada"), task.id()).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(rings).isPositive();
    }

    @Test
    void runningTaskIsCancelledByItsNodeAndPaidUntilThen() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        assertThat(market.tasks.cancel(buyer("ada"), task.id()).state()).isEqualTo(TaskState.CANCELLING);
        assertThat(market.tasks.cancel(buyer("ada"), task.id()).state()).isEqualTo(TaskState.CANCELLING);
        assertThat(link.cancelled()).contains(new AttemptKey(task.id(), 1));

        market.report(link.assigned().get(0), EndReason.CANCELLED, 1_000_000_000L, SECOND);
        market.turn();

        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(market.available("seller")).isEqualTo(Money.ofMicros(900));
    }

    @Test
    void cancelledTaskOfALostNodeEndsWithItsLease() {
        market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        market.tasks.cancel(buyer("ada"), task.id());
        market.advance(LEASE).turn();

        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.CANCELLED);
        assertThat(market.available("ada")).isEqualTo(Money.parse("10"));
    }

    @Test
    void finishedTaskStaysAsItIsWhenCancelled() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn();
        market.report(link.assigned().get(0), EndReason.SUCCESS, 1, SECOND);
        market.turn();

        assertThat(market.tasks.cancel(buyer("ada"), task.id()).state()).isEqualTo(TaskState.COMPLETED);
    }

    @Test
    void othersTasksLookAsIfTheyWereNotThere() {
        Task task = market.submit(aTask().by("ada"));

        assertThatThrownBy(() -> market.tasks.find(buyer("bob"), task.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> market.tasks.cancel(buyer("bob"), task.id())).isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> market.tasks.find(buyer("ada"), new TaskId("nothing")))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void reconnectingAgentIsHandedWhatItMissedAndToldWhatToStop() {
        Node node = node("n1").enrolled();
        RecordingLink former = market.online(node("n1"));
        Task held = market.submit(aTask().by("ada"));
        Task missed = market.submit(aTask().by("ada"));
        market.turn();
        Dispatch known = former.assigned().stream()
                .filter(d -> d.task().equals(held.id()))
                .findFirst()
                .orElseThrow();

        RecordingLink next = market.reconnect(
                node,
                running(known),
                new AttemptProgress(
                        new AttemptKey(new TaskId("old"), 1),
                        true,
                        false,
                        known.attempt().fuelLimit()));

        assertThat(former.closed()).hasSize(1);
        assertThat(next.assigned()).extracting(Dispatch::task).containsExactly(missed.id());
        assertThat(next.cancelled()).containsExactly(new AttemptKey(new TaskId("old"), 1));
    }

    @Test
    void restartLosesNothing() {
        market.online(node("n1"));
        Task running = market.submit(aTask().by("ada").needing(cores(4)));
        Task waiting = market.submit(aTask().by("ada").needing(cores(4)));
        market.turn();
        market.market.liveness().write();

        market.market.follower().rebuild();
        market.turn();

        assertThat(market.find(running.id()).isHeldBy(new NodeId("n1"), 1)).isTrue();
        assertThat(market.find(waiting.id()).state()).isEqualTo(TaskState.QUEUED);
        assertThat(market.live.attempt(running.id())).isPresent();
        assertThat(market.tasks.explain(buyer("ada"), waiting.id()).rejections())
                .containsEntry("FitsCapacity", 1);
    }

    @Test
    void startIsWrittenDown() {
        RecordingLink link = market.online(node("n1"));
        Task task = market.submit(aTask().by("ada"));
        market.turn().advance(SECOND);
        market.sessions.started(
                new NodeId("n1"), running(link.assigned().get(0)).attempt());
        market.market.liveness().write();

        assertThat(market.find(task.id()).startedAt()).contains(NOON.plusSeconds(1));
        market.report(link.assigned().get(0), EndReason.SUCCESS, 1, SECOND);
        market.turn();
        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.COMPLETED);
    }

    private static NodeFixture node(String id) {
        return aNode(id).charging(TARIFF);
    }
}
