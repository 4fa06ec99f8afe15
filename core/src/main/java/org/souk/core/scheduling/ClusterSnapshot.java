package org.souk.core.scheduling;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a plan is made from.
 *
 * @param tick counts the plans of this scheduler
 * @param running the attempts that nodes hold, suspended ones too
 */
public record ClusterSnapshot(
        long tick, Instant now, List<WaitingTask> waiting, List<RunningTask> running, List<NodeSnapshot> nodes) {
    public ClusterSnapshot {
        waiting = List.copyOf(waiting);
        running = List.copyOf(running);
        nodes = List.copyOf(nodes);
    }
}
