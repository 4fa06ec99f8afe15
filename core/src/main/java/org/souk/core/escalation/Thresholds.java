package org.souk.core.escalation;

import java.util.EnumMap;
import java.util.Map;
import org.souk.core.queueing.DecayedHistogram;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.task.Priority;

/**
 * From where on tasks escalate at the moment.
 *
 * <p>Who still waits counts with the time it has waited so far: when the queue stands still, no task ends its wait, and
 * yet the thresholds must rise, or everybody would escalate at once.
 */
final class Thresholds {
    /** A queue that wants less than all that is for sale does not press. */
    private static final double PRESSURE_FLOOR = 1;

    private static final double PRESSURE_SHARE = 0.75;

    private final Map<Priority, Double> waits = new EnumMap<>(Priority.class);
    private final double pressure;

    Thresholds(EscalationRules rules, Queue queue, LoadStatistics measured) {
        LoadStatistics load = measured.copy();
        queue.waiting().forEach(w -> load.waited(w.task().requested(), w.waited(queue.now()), queue.now()));
        double floor = LoadStatistics.seconds(rules.floor());
        // Of fewer, no wait can be longer than that share, since each counts itself.
        double evidence = 1 / (1 - rules.share());
        for (Priority priority : Priority.values()) {
            DecayedHistogram histogram = load.waits(priority);
            boolean known = histogram.count(queue.now()) > evidence;
            waits.put(priority, known ? Math.max(floor, histogram.percentile(rules.share())) : floor);
        }
        pressure = Math.max(PRESSURE_FLOOR, load.pressures().percentile(PRESSURE_SHARE));
    }

    /** Seconds, of a class as buyers ask for it. */
    double wait(Priority requested) {
        return waits.get(requested);
    }

    /** CPU that is waited for, by the CPU for sale. */
    double pressure() {
        return pressure;
    }
}
