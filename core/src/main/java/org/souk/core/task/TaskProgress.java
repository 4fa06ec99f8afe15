package org.souk.core.task;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.NodeId;
import org.souk.core.pricing.Bill;

/**
 * How far a task is: all of it that changes. Immutable; each step gives a new value.
 *
 * @param attempts the number of the latest attempt that a node was given
 * @param current the attempt that a node holds; after the end, the last one
 * @param failedOn nodes that failed an attempt, which are avoided where there is another
 * @param startedAt since when its node has said that the current attempt runs
 * @param end how it ended, once it has
 * @param preemptions how it has had to make room for others
 * @param escalations what the market has done for it because it waited
 * @param journey how its run went from node to node
 */
public record TaskProgress(
        TaskState state,
        int attempts,
        Optional<Attempt> current,
        Set<NodeId> failedOn,
        Optional<Instant> startedAt,
        Optional<End> end,
        Preemptions preemptions,
        Escalations escalations,
        Journey journey) {
    /** The end of a task: when, how, and what it cost. */
    public record End(Instant at, Ending ending, Bill bill) {}

    public TaskProgress {
        failedOn = Set.copyOf(failedOn);
    }

    /** A task without an attempt. */
    static TaskProgress first(TaskState state) {
        return new TaskProgress(
                state,
                0,
                Optional.empty(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Preemptions.NONE,
                Escalations.NONE,
                Journey.NONE);
    }

    /** The number of the next attempt: none that was given is ever given again. */
    public int nextAttempt() {
        return Math.max(attempts, journey.highest()) + 1;
    }

    /** How many attempts there have been that were neither taken from it for the sake of others nor migrated to. */
    public int ownAttempts() {
        return Math.max(attempts, journey.highest()) - preemptions.evictions() - journey.targets();
    }

    /** Whether a migration can begin now. */
    public boolean isMovable() {
        return (state == TaskState.RUNNING || state == TaskState.SUSPENDED)
                && journey.move().isEmpty();
    }

    /** Whether a node that has lost the current attempt could begin it again: where it began is stored, or a later point. */
    public boolean canBeginAgain() {
        return current.filter(attempt -> journey.restart().isAtOrAfter(attempt.begin()))
                .isPresent();
    }

    /** True when this node holds this attempt now. */
    public boolean isHeldBy(NodeId node, int attempt) {
        return state.isOnNode()
                && current.filter(a -> a.number() == attempt && a.node().equals(node))
                        .isPresent();
    }

    TaskProgress in(TaskState next) {
        return new TaskProgress(next, attempts, current, failedOn, startedAt, end, preemptions, escalations, journey);
    }

    /** A node holds this attempt from now on; its program has started already, or has not yet. */
    TaskProgress holding(Attempt attempt, Optional<Instant> started) {
        return new TaskProgress(
                state,
                attempt.number(),
                Optional.of(attempt),
                failedOn,
                started,
                end,
                preemptions,
                escalations,
                journey);
    }

    /** The same attempt, of which more is known. */
    TaskProgress with(Attempt attempt) {
        return holding(attempt, startedAt);
    }

    /** No node holds an attempt any more. */
    TaskProgress released() {
        return new TaskProgress(
                state, attempts, Optional.empty(), failedOn, Optional.empty(), end, preemptions, escalations, journey);
    }

    TaskProgress startedAt(Instant since) {
        return new TaskProgress(
                state, attempts, current, failedOn, Optional.of(since), end, preemptions, escalations, journey);
    }

    TaskProgress failedOn(NodeId node) {
        Set<NodeId> failed = new HashSet<>(failedOn);
        failed.add(node);
        return new TaskProgress(state, attempts, current, failed, startedAt, end, preemptions, escalations, journey);
    }

    TaskProgress ended(End how) {
        return new TaskProgress(
                state, attempts, current, failedOn, startedAt, Optional.of(how), preemptions, escalations, journey);
    }

    TaskProgress with(Preemptions changed) {
        return new TaskProgress(state, attempts, current, failedOn, startedAt, end, changed, escalations, journey);
    }

    TaskProgress with(Escalations changed) {
        return new TaskProgress(state, attempts, current, failedOn, startedAt, end, preemptions, changed, journey);
    }

    TaskProgress with(Journey changed) {
        return new TaskProgress(state, attempts, current, failedOn, startedAt, end, preemptions, escalations, changed);
    }
}
