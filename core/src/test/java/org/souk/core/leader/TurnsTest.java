package org.souk.core.leader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.MarketHarness.LEASE;
import static org.souk.core.testing.MarketHarness.running;
import static org.souk.core.testing.MarketHarness.seller;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.link.Dispatch;
import org.souk.core.node.Availability;
import org.souk.core.nodes.NodeChange;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Fuel;

class TurnsTest {
    private static final NodeId NODE = new NodeId("n1");
    private static final Duration HOUR = Duration.ofHours(1);

    private MarketHarness market = new MarketHarness();

    private Dispatch started(RecordingLink link) {
        market.turn();
        Dispatch dispatch = link.assigned().get(link.assigned().size() - 1);
        market.sessions.started(NODE, running(dispatch).attempt());
        return dispatch;
    }

    private Task submit() {
        return market.rich("ada", "10").submit(aTask().by("ada"));
    }

    @Test
    void aPausedMarketLosesNoAttemptAndBlamesNobody() {
        RecordingLink link = market.online(aNode("n1"));
        Task task = submit();
        Dispatch dispatch = started(link);

        market.standStill(LEASE.multipliedBy(2)).turn();
        assertThat(market.find(task.id()).isHeldBy(NODE, 1)).isTrue();
        assertThat(market.live.nodes().get(0).connected()).isTrue();
        market.advance(LEASE.minusSeconds(1)).turn();
        assertThat(market.find(task.id()).isHeldBy(NODE, 1)).isTrue();
        assertThat(market.live.nodes().get(0).record().bad()).isZero();

        // From now on time counts again.
        market.heartbeat("n1", running(dispatch));
        market.advance(LEASE).turn();
        assertThat(market.find(task.id()).state()).isEqualTo(TaskState.QUEUED);
        assertThat(market.live.nodes().get(0).record().bad()).isEqualTo(1);
    }

    @Test
    void whatWasStoredByAnotherIsPlannedAndHandedOver() {
        RecordingLink link = market.online(aNode("n1"));
        Task untold = aTask().id("t7").submitted();
        market.database.run(() -> market.database.tasks().insert(untold, Optional.empty(), "f"));
        market.turn();
        assertThat(link.assigned()).extracting(Dispatch::task).containsExactly(untold.id());
    }

    @Test
    void anAssignmentThatWasCommittedButNotToldIsHandedOver() {
        RecordingLink link = market.online(aNode("n1"));
        Task task = aTask().id("t7").submitted();
        market.database.run(() -> market.database.tasks().insert(task, Optional.empty(), "f"));
        Attempt attempt = new Attempt(1, NODE, NodeFixture.TARIFF, new Fuel(10), market.clock.instant());
        market.database.run(() -> {
            Task row = market.database.tasks().lock(List.of(task.id())).get(0);
            market.database.tasks().save(List.of(row.assigned(attempt)));
        });
        market.turn();
        market.turn();

        assertThat(link.assigned()).extracting(Dispatch::task).containsExactly(task.id());
        assertThat(market.live.attempt(task.id())).isPresent();
    }

    @Test
    void aClockThatJumpsEndsNothingAndIsNotPaid() {
        market = MarketHarness.onMachine();
        RecordingLink link = market.online(aNode("n1"));
        Task runs = submit();
        Dispatch dispatch = started(link);
        Task promised = market.submit(aTask().by("ada")
                .due(market.clock.instant().plus(Duration.ofMinutes(30)))
                .runningAtMost(Duration.ofMinutes(5)));
        Dispatch second = started(link);
        Task waits = market.submit(aTask().by("ada").in("attic", false));
        market.nodes.change(
                seller("seller"),
                NODE,
                new NodeChange(
                        Optional.empty(),
                        Optional.of(Availability.DRAINING),
                        Optional.empty(),
                        Optional.of(market.clock.instant().plus(Duration.ofMinutes(30))),
                        Optional.empty()));

        for (Duration jump : List.of(HOUR, HOUR.negated(), HOUR.negated(), HOUR, Duration.ofDays(7))) {
            market.clock.jump(jump);
            for (int i = 0; i < 3; i++) {
                market.advance(Duration.ofSeconds(5));
                market.heartbeat("n1", running(dispatch), running(second));
                market.turn();
                market.market.escalate();
            }
        }

        assertThat(market.find(runs.id()).isHeldBy(NODE, 1)).isTrue();
        assertThat(market.find(promised.id()).isHeldBy(NODE, 1)).isTrue();
        assertThat(market.find(waits.id()).state()).isEqualTo(TaskState.QUEUED);
        assertThat(market.find(waits.id()).escalations().steps()).isEmpty();
        assertThat(link.cancelled()).isEmpty();
        assertThat(market.live.nodes().get(0).record().bad()).isZero();

        // 5 jumps × 3 × 5 s have passed since it was assigned, and a node that says more gets no more.
        market.report(dispatch, EndReason.SUCCESS, 1_000, Duration.ofDays(2));
        market.turn();
        assertThat(market.find(runs.id()).ending().orElseThrow().usage().wall()).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void aJumpThatIsBelievedIsNotPaidEither() {
        market = MarketHarness.onMachine();
        RecordingLink link = market.online(aNode("n1"));
        Task back = submit();
        Dispatch dispatch = started(link);
        market.clock.jump(HOUR.multipliedBy(3).negated());
        beat(dispatch, Duration.ofMinutes(15));

        market.report(dispatch, EndReason.SUCCESS, 1_000, Duration.ofMinutes(15));
        market.turn();

        assertThat(market.find(back.id()).ending().orElseThrow().usage().wall()).isEqualTo(Duration.ofMinutes(15));

        Task forth = submit();
        Dispatch again = started(link);
        market.clock.jump(HOUR);
        beat(again, Duration.ofMinutes(15));
        market.report(again, EndReason.SUCCESS, 1_000, HOUR.multipliedBy(5));
        market.turn();
        assertThat(market.find(forth.id()).ending().orElseThrow().usage().wall())
                .isEqualTo(Duration.ofMinutes(15));
    }

    private void beat(Dispatch dispatch, Duration time) {
        for (long i = 0; i < time.toSeconds() / 5; i++) {
            market.advance(Duration.ofSeconds(5));
            market.heartbeat("n1", running(dispatch));
            market.turn();
        }
    }
}
