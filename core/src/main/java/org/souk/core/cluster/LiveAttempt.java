package org.souk.core.cluster;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.node.NodeId;
import org.souk.core.units.Fuel;
import org.souk.core.units.Resources;

/**
 * An attempt that a node holds.
 *
 * @param leaseUntil when it goes back to the queue unless the node is heard of
 * @param runningSince set once the node says that the program runs
 * @param fuel used so far, by the last heartbeat
 */
public record LiveAttempt(
        AttemptKey key,
        NodeId node,
        Resources reserved,
        Instant leaseUntil,
        Optional<Instant> runningSince,
        Fuel fuel) {

    LiveAttempt renewed(Instant until) {
        return new LiveAttempt(key, node, reserved, until, runningSince, fuel);
    }

    LiveAttempt running(Instant since, Fuel used) {
        return new LiveAttempt(key, node, reserved, leaseUntil, runningSince.or(() -> Optional.of(since)), used);
    }
}
