package org.souk.core.scheduling;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a plan is made from.
 *
 * @param tick counts the plans of this scheduler
 */
public record ClusterSnapshot(long tick, Instant now, List<WaitingTask> waiting, List<NodeSnapshot> nodes) {
    public ClusterSnapshot {
        waiting = List.copyOf(waiting);
        nodes = List.copyOf(nodes);
    }
}
