package org.souk.agent.work;

import java.time.Duration;

/**
 * How often a checkpoint is worth its cost: after Young (1974) and Daly (2006) the loss is least, to first order, with
 * sqrt(2 · cost · mean time between failures) between two of them.
 *
 * @param meanUptime how long this node is believed to go on without a failure
 */
record CheckpointInterval(Duration meanUptime) {
    /** Below this the agent would do little else. */
    private static final Duration SHORTEST = Duration.ofSeconds(2);

    /** What a first checkpoint is taken to cost: a fixed part, and its memory at this many bytes a second. */
    private static final Duration FIXED_COST = Duration.ofMillis(100);

    private static final double BYTES_PER_SECOND = 50e6;

    /** @param cost of one checkpoint: the time that the program stands still for it, and that the node works for it */
    Duration after(Duration cost) {
        double seconds = Math.sqrt(2 * seconds(cost) * seconds(meanUptime));
        Duration interval = Duration.ofMillis(Math.round(seconds * 1000));
        return interval.compareTo(SHORTEST) < 0 ? SHORTEST : interval;
    }

    /** Before the first one. */
    Duration first(long memoryBytes) {
        return after(FIXED_COST.plusMillis(Math.round(1000 * memoryBytes / BYTES_PER_SECOND)));
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
