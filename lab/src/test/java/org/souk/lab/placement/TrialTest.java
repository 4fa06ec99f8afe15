package org.souk.lab.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrialTest {
    private static final Amount ONE = new Amount(1_000, 1_024);
    private static final Amount TWO = new Amount(2_000, 2_048);

    private final Machines machines = new Machines(List.of(TWO));
    private final FirstFit placer = new FirstFit(machines);

    private static List<Pod> ones(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Pod(number, ONE))
                .toList();
    }

    @Test
    void queueIsFilledUpToItsLimitBeforeEachTick() {
        PlacementTrial trial = new PlacementTrial(machines, placer, ones(9).iterator(), 3);
        trial.tick();
        trial.endOldestAbove(1);
        trial.tick();
        assertThat(placer.told)
                .containsExactly(
                        "tick with 3", "placed 0 on 0", "placed 1 on 0", "ended 0", "tick with 3", "placed 2 on 0");
    }

    @Test
    void trialEndsWhenNothingMoreFindsRoom() {
        PlacementTrial trial = new PlacementTrial(machines, placer, ones(9).iterator(), 3);
        trial.untilAllIsPlaced();
        assertThat(trial.placed()).isEqualTo(2);
        assertThat(trial.tickMillis()).hasSize(2);
    }

    @Test
    void trialEndsWhenEverythingIsPlaced() {
        PlacementTrial trial = new PlacementTrial(machines, placer, ones(2).iterator(), 1);
        trial.untilAllIsPlaced();
        assertThat(trial.placed()).isEqualTo(2);
        assertThat(trial.tickMillis()).hasSize(2);
    }

    @Test
    void warmUpIsForgotten() {
        PlacementTrial trial = new PlacementTrial(machines, placer, ones(3).iterator(), 1);
        trial.tick();
        trial.forget();
        trial.tick();
        assertThat(trial.placed()).isEqualTo(1);
        assertThat(trial.tickMillis()).hasSize(1);
    }
}
