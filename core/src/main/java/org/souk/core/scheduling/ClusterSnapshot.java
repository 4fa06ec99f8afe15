package org.souk.core.scheduling;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a plan is made from.
 *
 * @param tick counts the plans of this scheduler
 * @param running the attempts that nodes hold, suspended ones too
 * @param reservations room that is kept for waiting tasks whose deadlines were promised
 * @param sharing what the buyers and the arrays have already
 */
public record ClusterSnapshot(
        long tick,
        Instant now,
        List<WaitingTask> waiting,
        List<RunningTask> running,
        List<Reservation> reservations,
        List<NodeSnapshot> nodes,
        Sharing sharing) {
    public ClusterSnapshot {
        waiting = List.copyOf(waiting);
        running = List.copyOf(running);
        reservations = List.copyOf(reservations);
        nodes = List.copyOf(nodes);
    }

    /** A market in which nobody has had anything yet and nothing is promised. */
    public ClusterSnapshot(
            long tick, Instant now, List<WaitingTask> waiting, List<RunningTask> running, List<NodeSnapshot> nodes) {
        this(tick, now, waiting, running, List.of(), nodes, Sharing.NONE);
    }
}
