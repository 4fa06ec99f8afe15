package org.souk.core.live;

import java.util.HashMap;
import java.util.Map;
import org.souk.core.common.NodeId;
import org.souk.core.task.Attempt;
import org.souk.core.units.Resources;

/**
 * What attempts take of a node.
 *
 * @param reserved of the reserved kind
 * @param burst of the burst kind
 */
record Taken(Resources reserved, Resources burst) {
    static final Taken NOTHING = new Taken(Resources.NONE, Resources.NONE);

    /** What these attempts take, by node. Both ends of a migration keep the room until it is decided. */
    static Map<NodeId, Taken> by(Iterable<LiveAttempt> attempts) {
        Map<NodeId, Taken> taken = new HashMap<>();
        for (LiveAttempt attempt : attempts) {
            add(taken, attempt.node(), attempt.burst(), attempt.reserved());
            if (attempt.move().isPresent()) {
                Attempt target = attempt.move().get().target();
                add(taken, target.node(), target.burst(), attempt.task().spec().resources());
            }
        }
        return taken;
    }

    private static void add(Map<NodeId, Taken> taken, NodeId node, boolean burst, Resources more) {
        Taken before = taken.getOrDefault(node, NOTHING);
        taken.put(
                node,
                burst
                        ? new Taken(before.reserved, before.burst.plus(more))
                        : new Taken(before.reserved.plus(more), before.burst));
    }
}
