package org.souk.core.queueing;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.souk.core.task.Priority;

/**
 * What the market has measured of its load: for how long tasks of each class waited for a node, and the pressure of the
 * queue. What is an hour old counts an eighth. Not thread-safe.
 */
public final class LoadStatistics {
    /** How far back it is worth reading past waits. */
    public static final Duration MEMORY = Duration.ofHours(1);

    private static final Duration HALF_LIFE = Duration.ofMinutes(20);
    private static final double MILLIS = 1000;

    private final Map<Priority, DecayedHistogram> waits = new EnumMap<>(Priority.class);
    private final DecayedHistogram pressures;

    public LoadStatistics() {
        this(new DecayedHistogram(HALF_LIFE));
        for (Priority priority : Priority.values()) {
            waits.put(priority, new DecayedHistogram(HALF_LIFE));
        }
    }

    private LoadStatistics(DecayedHistogram pressures) {
        this.pressures = pressures;
    }

    public LoadStatistics copy() {
        LoadStatistics copy = new LoadStatistics(pressures.copy());
        waits.forEach((priority, histogram) -> copy.waits.put(priority, histogram.copy()));
        return copy;
    }

    /**
     * A task has waited, for a node that it got or until now.
     *
     * @param priority the class that its buyer asked for
     */
    public void waited(Priority priority, Duration wait, Instant at) {
        waits.get(priority).add(seconds(wait), at);
    }

    /** @param pressure what the queue wanted, by what was for sale */
    public void pressed(double pressure, Instant at) {
        pressures.add(pressure, at);
    }

    public static double seconds(Duration duration) {
        return Math.max(0, duration.toMillis() / MILLIS);
    }

    public DecayedHistogram waits(Priority priority) {
        return waits.get(priority);
    }

    public DecayedHistogram pressures() {
        return pressures;
    }
}
