package org.souk.lab.placement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The work that each scheduler is given, and how long it is watched. Garbage is collected between warm-up and
 * measurement, so that no scheduler pays for what another one left behind.
 */
final class PlacementContest {
    /** The first work that a process does is compiled only while it is done. */
    private static final int WARM_UPS = 3;

    private static final int WARM_UP_TICKS = 3;
    private static final int LEAST_TICKS = 3;
    private static final int MOST_TICKS = 300;
    private static final int MOST_ROUNDS = 200;
    private static final int MOST_RUNNING = 10_000_000;

    private final List<Amount> machines;
    private final List<Amount> tasks;
    private final int queueLimit;
    private final Duration patience;

    /**
     * @param queueLimit tasks that wait at most
     * @param patience time within ticks after which a measurement ends, and before it a warm-up; both end what they began
     */
    PlacementContest(List<Amount> machines, List<Amount> tasks, int queueLimit, Duration patience) {
        this.machines = List.copyOf(machines);
        this.tasks = List.copyOf(tasks);
        this.queueLimit = queueLimit;
        this.patience = patience;
    }

    /** All tasks in their order on the empty machines, again and again. */
    PlacerReport wholeFile(Function<Machines, Placer> scheduler) {
        for (int warmUp = 0; warmUp < WARM_UPS; warmUp++) {
            rounds(scheduler);
        }
        System.gc();
        List<PlacementTrial> measured = rounds(scheduler);
        return PlacerReport.of(
                measured.stream().flatMap(trial -> trial.tickMillis().stream()).toList(),
                measured.stream().mapToLong(PlacementTrial::placed).sum(),
                measured.get(measured.size() - 1).placed());
    }

    private List<PlacementTrial> rounds(Function<Machines, Placer> scheduler) {
        List<PlacementTrial> trials = new ArrayList<>();
        Duration spent = Duration.ZERO;
        while (trials.isEmpty() || (spent.compareTo(patience) < 0 && trials.size() < MOST_ROUNDS)) {
            Machines empty = new Machines(machines);
            try (Placer placer = scheduler.apply(empty)) {
                PlacementTrial trial =
                        new PlacementTrial(empty, placer, pods(0, tasks.size()).iterator(), queueLimit);
                trial.untilAllIsPlaced();
                trials.add(trial);
                spent = spent.plus(trial.timed());
            }
        }
        return trials;
    }

    /**
     * A queue that is full at every tick, and machines on which the oldest tasks end, so that with those of the queue
     * there are as many for each machine as in the files, or what fits. All schedulers begin with the same running tasks.
     */
    PlacerReport fullQueue(int machineCount, Function<Machines, Placer> scheduler) {
        Machines some = Machines.like(machines, machineCount);
        int most = (int) Math.min(MOST_RUNNING, (long) tasks.size() * machineCount / machines.size());
        some.fill(pods(0, most).toList());
        int running = Math.max(0, some.runningCount() - queueLimit);
        while (some.runningCount() > running) {
            some.endOldest();
        }
        Iterator<Pod> arrivals = pods(most, Integer.MAX_VALUE).iterator();
        try (Placer placer = scheduler.apply(some)) {
            PlacementTrial trial = new PlacementTrial(some, placer, arrivals, queueLimit);
            watch(trial, running, WARM_UP_TICKS);
            trial.forget();
            System.gc();
            watch(trial, running, LEAST_TICKS);
            return PlacerReport.of(trial.tickMillis(), trial.placed(), trial.placed());
        }
    }

    private void watch(PlacementTrial trial, int running, int leastTicks) {
        for (int tick = 0;
                tick < leastTicks || (tick < MOST_TICKS && trial.timed().compareTo(patience) < 0);
                tick++) {
            trial.endOldestAbove(running);
            trial.tick();
        }
    }

    /** The tasks of the file over and over. */
    private Stream<Pod> pods(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> new Pod(number, tasks.get(number % tasks.size())));
    }
}
