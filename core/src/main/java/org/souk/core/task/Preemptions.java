package org.souk.core.task;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.NodeId;

/**
 * How a task has had to make room for others.
 *
 * @param suspensions how often it was suspended in place
 * @param evictions how many attempts were taken from it; they are nobody's fault
 * @param evictedFrom the nodes that held these
 * @param last when it last had to make room
 * @param why the reason then, as the end of a sentence; empty if never
 */
public record Preemptions(int suspensions, int evictions, Set<NodeId> evictedFrom, Optional<Instant> last, String why) {
    public static final Preemptions NONE = new Preemptions(0, 0, Set.of(), Optional.empty(), "");

    public Preemptions {
        evictedFrom = Set.copyOf(evictedFrom);
    }

    public int count() {
        return suspensions + evictions;
    }

    Preemptions suspended(String reason, Instant now) {
        return new Preemptions(suspensions + 1, evictions, evictedFrom, Optional.of(now), reason);
    }

    Preemptions evicted(NodeId node, String reason, Instant now) {
        Set<NodeId> nodes = new HashSet<>(evictedFrom);
        nodes.add(node);
        return new Preemptions(suspensions, evictions + 1, nodes, Optional.of(now), reason);
    }
}
