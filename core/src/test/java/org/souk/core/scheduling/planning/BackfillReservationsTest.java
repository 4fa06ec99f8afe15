package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.scheduling.planning.PlanScene.run;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.testing.TaskFixture;

class BackfillReservationsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** As long as the default rules say, a hundred times a minute. */
    private static final Instant LONG_AGO = NOON.minus(MINUTE.multipliedBy(100));

    private static TaskFixture large(Instant submitted) {
        return aTask().id("large").needing(cores(4)).expecting(MINUTE).submittedAt(submitted);
    }

    /** Three of four cores are free for fifty minutes, then all four. */
    private static PlanScene busy() {
        return new PlanScene().node(aNode("n1")).running(run("user", "n1"));
    }

    private static Slot n1(PlanState state) {
        return state.slots().of(new NodeId("n1")).orElseThrow();
    }

    @Test
    void roomIsKeptForWhoHasWaitedLongWhereItIsFreeFirst() {
        PlanState state = busy().waiting(large(LONG_AGO)).state();
        state.backfill().keepFor(state.snapshot().waiting().get(0));

        // Until then others may run, but not beyond.
        assertThat(n1(state).keepsPromises(cores(1), MINUTE.multipliedBy(50))).isTrue();
        assertThat(n1(state).keepsPromises(cores(1), MINUTE.multipliedBy(51))).isFalse();
    }

    @Test
    void nothingIsKeptForWhoHasWaitedLess() {
        PlanState state = busy().waiting(large(LONG_AGO.plusSeconds(1))).state();
        state.backfill().keepFor(state.snapshot().waiting().get(0));

        assertThat(n1(state).keepsPromises(cores(3), MINUTE.multipliedBy(51))).isTrue();
    }

    @Test
    void cpuIsKeptForAnAttemptThatWasSuspendedLong() {
        // Two of four cores are free; it waits for three of an hour in all, and has waited for a hundred.
        PlanState state = new PlanScene()
                .node(aNode("n1"))
                .running(run("user", "n1").taking(2))
                .running(run("stopped", "n1").taking(3).suspendedAt(NOON.minus(Duration.ofHours(100))))
                .state();
        state.backfill().keepFor(state.snapshot().running().get(1));

        assertThat(n1(state).keepsPromises(cores(2), MINUTE.multipliedBy(50))).isTrue();
        assertThat(n1(state).keepsPromises(cores(2), MINUTE.multipliedBy(51))).isFalse();
    }

    @Test
    void roomIsKeptForAFewOnly() {
        PlanScene scene = busy();
        IntStream.rangeClosed(0, BackfillReservations.AT_ONCE)
                .forEach(i -> scene.node(aNode("m" + i).selling(cores(4)))
                        .running(run("r" + i, "m" + i))
                        .waiting(large(LONG_AGO).id("large" + i)));
        PlanState state = scene.state();
        BackfillReservations backfill = state.backfill();
        state.snapshot().waiting().forEach(backfill::keepFor);

        assertThat(backfill.given()).hasSize(BackfillReservations.AT_ONCE);
    }
}
