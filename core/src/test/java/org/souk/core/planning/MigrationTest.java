package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.MarketHarness.operator;
import static org.souk.core.testing.MarketHarness.seller;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.Conflict;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationReport.Failed;
import org.souk.core.node.Availability;
import org.souk.core.nodes.NodeChange;
import org.souk.core.pricing.Tariff;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/** When the market moves tasks, and what buyers and operators can ask of it. */
class MigrationTest {
    private static final NodeId HERE = new NodeId("n1");
    private static final NodeId THERE = new NodeId("n2");
    private static final Tariff DEAR = new Tariff(Money.parse("1"), Money.parse("1000"), Money.ZERO);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MarketHarness market = new MarketHarness().rich("ada", "100").rich("bob", "100");
    private RecordingLink here;
    private Task task;

    @BeforeEach
    void run() {
        here = market.online(aNode("n1"));
        task = market.submit(aTask().by("ada").needing(cores(3)).runningAtMost(Duration.ofHours(1)));
        market.turn();
        market.sessions.started(HERE, key());
        market.advance(MINUTE.multipliedBy(5));
        heartbeat();
        here.orders().clear();
    }

    private AttemptKey key() {
        return new AttemptKey(task.id(), 1);
    }

    private void heartbeat() {
        boolean suspended = now().state() == TaskState.SUSPENDED;
        AttemptProgress progress = new AttemptProgress(
                key(), true, suspended, new Fuel(1000), true, Bytes.ofMebibytes(1), Optional.empty());
        market.heartbeat("n1", progress);
    }

    private Task now() {
        return market.find(task.id());
    }

    private Optional<NodeId> movesTo() {
        return now().journey().move().map(OngoingMigration::target).map(target -> target.node());
    }

    private void drain(Optional<Duration> within) {
        market.nodes.change(
                seller("seller"),
                HERE,
                new NodeChange(
                        Optional.empty(),
                        Optional.of(Availability.DRAINING),
                        Optional.empty(),
                        within.map(market.clock.instant()::plus),
                        Optional.empty()));
    }

    @Test
    void aTaskLeavesANodeThatDrains() {
        market.online(aNode("n2"));
        drain(Optional.empty());
        market.turn();

        assertThat(movesTo()).contains(THERE);
        assertThat(now().state()).isEqualTo(TaskState.RUNNING);
        assertThat(market.tasks.explain(buyer("ada"), task.id()).remarks())
                .anyMatch(remark -> remark.contains("about to move to node n2, because the owner drains"));
    }

    @Test
    void aTaskThatNobodyCanTakeStays() {
        drain(Optional.empty());
        market.turn();
        assertThat(movesTo()).isEmpty();
        assertThat(now().isHeldBy(HERE, 1)).isTrue();
    }

    @Test
    void atTheDeadlineAMoveIsBetterThanAnEvictionAndAnEvictionThanNothing() {
        drain(Optional.of(Duration.ofSeconds(10)));
        market.turn();
        RecordingLink there = market.online(aNode("n2"));
        market.advance(Duration.ofSeconds(10));
        heartbeat();
        market.turn();
        assertThat(movesTo()).contains(THERE);

        market.sessions.moved(
                THERE, new Failed(now().journey().move().orElseThrow().id(), new AttemptKey(task.id(), 2), "no"));
        market.turn();

        assertThat(now().preemptions().evictions()).isEqualTo(1);
        assertThat(here.cancelled()).containsExactly(key());
        assertThat(there.orders()).endsWith("abort " + task.id() + "/2");
    }

    @Test
    void aFailedMoveIsNotTriedAgainAtOnce() {
        market.online(aNode("n2"));
        drain(Optional.empty());
        market.turn();
        market.sessions.moved(
                THERE, new Failed(now().journey().move().orElseThrow().id(), new AttemptKey(task.id(), 2), "no"));
        market.turn();
        assertThat(movesTo()).isEmpty();

        market.advance(MarketHarness.MOVES.pause().minus(MINUTE));
        heartbeats();
        assertThat(movesTo()).isEmpty();

        market.advance(MINUTE);
        heartbeats();
        assertThat(movesTo()).contains(THERE);
    }

    private void heartbeats() {
        heartbeat();
        market.heartbeat("n2");
        market.turn();
    }

    @Test
    void whatStandsStillForAnotherMovesToWhereItCanRun() {
        market.submit(aTask().by("bob").needing(cores(3)).priority(Priority.CRITICAL));
        market.turn();
        assertThat(now().state()).isEqualTo(TaskState.SUSPENDED);
        market.sessions.suspended(HERE, key());
        heartbeat();

        market.online(aNode("n2"));
        market.turn();

        assertThat(movesTo()).contains(THERE);
    }

    @Test
    void buyersAndOperatorsMoveTasks() {
        market.online(aNode("n2"));
        market.online(aNode("n3"));
        market.tasks.migrate(buyer("ada"), task.id(), Optional.of(new NodeId("n3")));

        assertThat(movesTo()).contains(new NodeId("n3"));
        assertThatThrownBy(() -> market.tasks.migrate(operator(), task.id(), Optional.empty()))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("it is moving");
    }

    @Test
    void movesThatCannotBeAreRefusedWithTheReason() {
        assertThatThrownBy(() -> market.tasks.migrate(buyer("bob"), task.id(), Optional.empty()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> market.tasks.migrate(buyer("ada"), task.id(), Optional.of(THERE)))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("node");
        assertThatThrownBy(() -> market.tasks.migrate(buyer("ada"), task.id(), Optional.empty()))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("no other node");
        assertThatThrownBy(() -> market.tasks.migrate(buyer("ada"), task.id(), Optional.of(HERE)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("node n1 cannot take");
        Task waits = market.submit(aTask().by("ada").needing(cores(4)));
        assertThatThrownBy(() -> market.tasks.migrate(buyer("ada"), waits.id(), Optional.empty()))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("is on no node");
    }

    @Test
    void aNodeThatTheBudgetDoesNotCoverIsNoTarget() {
        market.online(aNode("n2").charging(DEAR));
        assertThatThrownBy(() -> market.tasks.migrate(buyer("ada"), task.id(), Optional.empty()))
                .isInstanceOf(Conflict.class);
    }

    @Test
    void policiesOfOtherNodesAreAskedAboutARunningTask() {
        market.online(aNode("n0").under("buyer=bob"));
        market.online(aNode("n2").under("buyer=ada"));
        heartbeat();
        market.tasks.migrate(MarketHarness.operator(), task.id(), Optional.empty());
        assertThat(movesTo()).contains(THERE);
    }
}
