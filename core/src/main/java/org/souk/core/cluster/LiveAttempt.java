package org.souk.core.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.node.NodeId;
import org.souk.core.scheduling.RunningTask;
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

    /** Whether it uses burst capacity. */
    public boolean burst() {
        return task.current().orElseThrow().burst();
    }

    public Resources reserved() {
        return task.spec().resources();
    }

    /** As the planner sees it. */
    RunningTask asSeenBy(Instant now, boolean cancelled) {
        return new RunningTask(
                task.id(),
                task.attempts(),
                task.buyer(),
                task.spec().priority(),
                task.spec().deadline(),
                node(),
                task.spec().resources(),
                burst(),
                false,
                cancelled,
                runningSince,
                runningSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO),
                task.spec().expected().orElse(task.spec().wallLimit()),
                0,
                Optional.empty());
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
