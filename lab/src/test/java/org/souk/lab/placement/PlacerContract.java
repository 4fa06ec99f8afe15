package org.souk.lab.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every scheduler in the comparison must do, or it does not do the same work. */
abstract class PlacerContract {
    private static final Amount SMALL = new Amount(4_000, 8_192);
    private static final Amount LARGE = new Amount(16_000, 32_768);

    abstract Placer placer(Machines machines);

    @Test
    void podGoesWhereItFits() {
        Machines machines = new Machines(List.of(SMALL, LARGE, SMALL));
        try (Placer placer = placer(machines)) {
            Pod pod = new Pod(0, new Amount(8_000, 1_024));
            assertThat(placer.tick(List.of(pod))).containsExactly(new Placed(pod, 1));
        }
    }

    @Test
    void exactFitIsAFitAndOneThousandthMoreIsNone() {
        Machines machines = new Machines(List.of(SMALL));
        try (Placer placer = placer(machines)) {
            Pod tooLarge = new Pod(0, new Amount(4_001, 1));
            Pod tooMuchMemory = new Pod(1, new Amount(1, 8_193));
            Pod exact = new Pod(2, SMALL);
            assertThat(placer.tick(List.of(tooLarge, tooMuchMemory, exact))).containsExactly(new Placed(exact, 0));
        }
    }

    @Test
    void roomIsKnownFromTickToTick() {
        Machines machines = new Machines(List.of(SMALL));
        try (Placer placer = placer(machines)) {
            PlacementTrial trial = new PlacementTrial(
                    machines, placer, pods(5, new Amount(2_000, 1_024)).iterator(), 5);
            assertThat(trial.tick()).isEqualTo(2);
            assertThat(trial.tick()).isZero();
            trial.endOldestAbove(1);
            assertThat(trial.tick()).isEqualTo(1);
            trial.endOldestAbove(0);
            assertThat(trial.tick()).isEqualTo(2);
        }
    }

    @Test
    void podsThatRunAlreadyTakeRoom() {
        Machines machines = new Machines(List.of(SMALL));
        machines.place(new Placed(new Pod(0, new Amount(3_000, 1_024)), 0));
        try (Placer placer = placer(machines)) {
            Pod large = new Pod(1, new Amount(2_000, 1_024));
            assertThat(placer.tick(List.of(large))).isEmpty();
            placer.ended(machines.endOldest());
            assertThat(placer.tick(List.of(large))).containsExactly(new Placed(large, 0));
        }
    }

    /** {@link Machines} throws when one is oversold. */
    @Test
    void manyTicksWithEndsInBetweenNeverOversell() {
        SplittableRandom random = new SplittableRandom(7);
        List<Amount> sizes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            sizes.add(i % 3 == 0 ? SMALL : LARGE);
        }
        List<Pod> arrivals = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            arrivals.add(new Pod(i, new Amount(random.nextInt(0, 6_000), random.nextInt(1, 12_000))));
        }
        Machines machines = new Machines(sizes);
        try (Placer placer = placer(machines)) {
            PlacementTrial trial = new PlacementTrial(machines, placer, arrivals.iterator(), 40);
            for (int tick = 0; tick < 40; tick++) {
                trial.tick();
                trial.endOldestAbove(machines.runningCount() / 2);
            }
            assertThat(trial.placed()).isGreaterThan(300);
        }
    }

    private static List<Pod> pods(int count, Amount needs) {
        List<Pod> pods = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pods.add(new Pod(i, needs));
        }
        return pods;
    }
}
