package org.souk.lab.heartbeats;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.souk.lab.ExperimentFailed;
import org.souk.lab.Percentiles;

/**
 * Rounds of heartbeats with a snapshot between each two: some for the machine to warm up and for the histories of loads to
 * grow, then those that are measured.
 */
final class HeartbeatTrial {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_MICRO = 1e3;

    private final MarketOnHeap heap;
    private final Heartbeats heartbeats;
    private final Course course;
    private final List<Double> snapshotMillis = new ArrayList<>();
    private int plans;

    /**
     * How long it goes on.
     *
     * @param warmUpRounds after which as many loads of each node are known
     * @param leastRounds that are measured, 1 at least
     * @param leastHeartbeats that are measured
     * @param least the measurement takes, so that the planner gets its turns beside few nodes too
     */
    record Course(int warmUpRounds, int leastRounds, int leastHeartbeats, Duration least) {
        int rounds(int nodes) {
            return Math.max(leastRounds, (leastHeartbeats + nodes - 1) / nodes);
        }
    }

    HeartbeatTrial(MarketOnHeap heap, Course course) {
        this.heap = heap;
        this.heartbeats = new Heartbeats(heap);
        this.course = course;
    }

    /** @throws ExperimentFailed when the market has failed, or has lost an attempt */
    HeartbeatsReport run() throws InterruptedException {
        try (MarketThreads beside = new MarketThreads(heap)) {
            for (int round = 0; round < course.warmUpRounds; round++) {
                round();
            }
            heartbeats.forget();
            snapshotMillis.clear();
            int before = beside.plans();
            int rounds = course.rounds(heap.holdings().size());
            for (int round = 0; round < rounds; round++) {
                long begun = System.nanoTime();
                round();
                beside.check();
                Duration left = course.least.dividedBy(rounds).minusNanos(System.nanoTime() - begun);
                Thread.sleep(Math.max(0, left.toMillis()));
            }
            plans = beside.plans() - before;
            beside.stop();
            beside.check();
        }
        return report();
    }

    private void round() {
        heartbeats.round();
        Instant now = heap.market().clock().instant();
        long begun = System.nanoTime();
        heap.market().live().snapshot(now);
        snapshotMillis.add((System.nanoTime() - begun) / NANOS_PER_MILLI);
    }

    private HeartbeatsReport report() {
        int attempts = heap.holdings().stream()
                .mapToInt(held -> held.attempts().size())
                .sum();
        if (heap.kept() != attempts) {
            throw new ExperimentFailed("of " + attempts + " attempts " + heap.kept() + " are left where they were");
        }
        return new HeartbeatsReport(
                heap.holdings().size(),
                attempts,
                tenths(heartbeats.cpuEach().toNanos() / NANOS_PER_MICRO),
                tenths(new Percentiles(snapshotMillis).at(50)));
    }

    private static double tenths(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Heartbeats that were measured. */
    long sent() {
        return heartbeats.sent();
    }

    /** Attempts that these named, each as often as it was named. */
    long named() {
        return heartbeats.named();
    }

    /** Plans that were made beside them. */
    int plans() {
        return plans;
    }
}
