package org.souk.core.cluster;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.node.NodeId;
import org.souk.core.task.Task;
import org.souk.core.units.Fuel;
import org.souk.core.units.Resources;

/**
 * An attempt that a node holds.
 *
 * @param task as it was when the attempt was leased
 * @param leaseUntil when it goes back to the queue unless the node is heard of
 * @param runningSince set once the node says that the program runs
 * @param fuel used so far, by the last heartbeat
 */
public record LiveAttempt(Task task, Instant leaseUntil, Optional<Instant> runningSince, Fuel fuel) {

    public AttemptKey key() {
        return new AttemptKey(task.id(), task.attempts());
    }

    public NodeId node() {
        return task.current().orElseThrow().node();
    }

    public Resources reserved() {
        return task.spec().resources();
    }

    boolean isHeld(NodeId node, AttemptKey attempt) {
        return key().equals(attempt) && node().equals(node);
    }

    LiveAttempt renewed(Instant until) {
        return new LiveAttempt(task, until, runningSince, fuel);
    }

    LiveAttempt running(Instant since, Fuel used) {
        return new LiveAttempt(task, leaseUntil, runningSince.or(() -> Optional.of(since)), used);
    }
}
