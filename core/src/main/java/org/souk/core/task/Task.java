package org.souk.core.task;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.souk.core.account.AccountId;
import org.souk.core.ledger.Bill;
import org.souk.core.node.NodeId;

/**
 * A task with everything that is known of it. Immutable: each transition gives a new value, and an illegal one throws.
 *
 * @param attempts how many attempts there have been
 * @param current the attempt that a node holds; after the end, the last one
 * @param failedOn nodes that failed an attempt, which are avoided where there is another
 * @param ending how it ended, once it has
 * @param bill what it cost, once it has ended
 * @param preemptions how it has had to make room for others
 * @param escalations what the market has done for it because it waited
 * @param version counts the changes of the row; a plan made for another version is stale
 */
public record Task(
        TaskId id,
        AccountId buyer,
        TaskSpec spec,
        TaskState state,
        int attempts,
        Optional<Attempt> current,
        Set<NodeId> failedOn,
        Instant submittedAt,
        Optional<Instant> startedAt,
        Optional<Instant> finishedAt,
        Optional<Ending> ending,
        Optional<Bill> bill,
        Preemptions preemptions,
        Escalations escalations,
        long version) {

    public Task {
        failedOn = Set.copyOf(failedOn);
    }

    public static Task submitted(TaskId id, AccountId buyer, TaskSpec spec, Instant now) {
        return first(id, buyer, spec, TaskState.QUEUED, now);
    }

    private static Task first(TaskId id, AccountId buyer, TaskSpec spec, TaskState state, Instant now) {
        return new Task(
                id,
                buyer,
                spec,
                state,
                0,
                Optional.empty(),
                Set.of(),
                now,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Preemptions.NONE,
                Escalations.NONE,
                0);
    }

    /** A task that comes after others which have not completed yet. */
    public static Task blocked(TaskId id, AccountId buyer, TaskSpec spec, Instant now) {
        return first(id, buyer, spec, TaskState.BLOCKED, now);
    }

    /** The last task that it comes after has completed. */
    public Task released() {
        return become(
                TaskState.QUEUED,
                attempts,
                current,
                failedOn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Task assigned(Attempt attempt) {
        if (attempt.number() != attempts + 1) {
            throw new IllegalStateException(id + " had " + attempts + " attempts; the next is not " + attempt.number());
        }
        return become(
                TaskState.ASSIGNED,
                attempt.number(),
                Optional.of(attempt),
                failedOn,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public Task running(Instant now) {
        return become(TaskState.RUNNING, attempts, current, failedOn, Optional.of(now), finishedAt, ending, bill);
    }

    /**
     * It makes room and keeps its place on the node.
     *
     * @param why as the end of a sentence
     */
    public Task suspended(String why, Instant now) {
        return become(TaskState.SUSPENDED, attempts, current, failedOn, startedAt, finishedAt, ending, bill)
                .with(current, startedAt, preemptions.suspended(why, now));
    }

    /** Its node has said that it stands still; perhaps its buyer has cancelled it meanwhile. */
    public Task standing(Instant since) {
        if (state != TaskState.CANCELLING) {
            requireSuspended();
        }
        return with(current.map(a -> a.with(a.pauses().began(since))), startedAt, preemptions);
    }

    /** Its node has said, late, that the program began before it was suspended. */
    public Task begunBeforeSuspension(Instant since) {
        requireSuspended();
        return with(current, startedAt.or(() -> Optional.of(since)), preemptions);
    }

    /** A suspended task goes on. */
    public Task resumed(Instant now) {
        requireSuspended();
        TaskState next = startedAt.isPresent() ? TaskState.RUNNING : TaskState.ASSIGNED;
        return become(next, attempts, current, failedOn, startedAt, finishedAt, ending, bill)
                .with(current.map(a -> a.with(a.pauses().ended(now))), startedAt, preemptions);
    }

    /**
     * Back to the queue, by no fault of its node, because its place was needed.
     *
     * @param why as the end of a sentence
     */
    public Task evicted(String why, Instant now) {
        NodeId node = current.orElseThrow().node();
        return become(
                        TaskState.QUEUED,
                        attempts,
                        Optional.empty(),
                        failedOn,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty())
                .with(Optional.empty(), Optional.empty(), preemptions.evicted(node, why, now));
    }

    /**
     * The market does more for it while it waits.
     *
     * @throws IllegalStateException if it does not wait for a node
     */
    public Task escalated(Escalations.Step step) {
        if (state != TaskState.QUEUED) {
            throw new IllegalStateException("task " + id + " is " + state + ", not queued");
        }
        return new Task(
                id,
                buyer,
                spec,
                state,
                attempts,
                current,
                failedOn,
                submittedAt,
                startedAt,
                finishedAt,
                ending,
                bill,
                preemptions,
                escalations.plus(step),
                version);
    }

    /** The class in which it is planned: its buyer's, or a higher one where it has been raised. */
    public Priority priority() {
        return escalations.raise(spec.priority());
    }

    private void requireSuspended() {
        if (state != TaskState.SUSPENDED) {
            throw new IllegalStateException("task " + id + " is " + state + ", not suspended");
        }
    }

    /** How many attempts there have been that were not taken from it for the sake of others. */
    public int ownAttempts() {
        return attempts - preemptions.evictions();
    }

    public Task cancelling() {
        return become(TaskState.CANCELLING, attempts, current, failedOn, startedAt, finishedAt, ending, bill);
    }

    /** Back to the queue after a failure of its node. */
    public Task requeued() {
        Set<NodeId> failed = new HashSet<>(failedOn);
        failed.add(current.orElseThrow().node());
        return become(
                TaskState.QUEUED,
                attempts,
                Optional.empty(),
                failed,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The end. The state follows from the reason; an attempt that may be retried is not an end. */
    public Task ended(Ending how, Bill price, Instant now) {
        return become(
                how.reason().leadsTo(),
                attempts,
                current,
                failedOn,
                startedAt,
                Optional.of(now),
                Optional.of(how),
                Optional.of(price));
    }

    /** This task as its row is after one more change. */
    public Task withVersion(long next) {
        return new Task(
                id,
                buyer,
                spec,
                state,
                attempts,
                current,
                failedOn,
                submittedAt,
                startedAt,
                finishedAt,
                ending,
                bill,
                preemptions,
                escalations,
                next);
    }

    /** True when this node holds this attempt now. */
    public boolean isHeldBy(NodeId node, int attempt) {
        return state.isOnNode()
                && current.filter(a -> a.number() == attempt && a.node().equals(node))
                        .isPresent();
    }

    private Task with(Optional<Attempt> attempt, Optional<Instant> started, Preemptions preempted) {
        return new Task(
                id,
                buyer,
                spec,
                state,
                attempts,
                attempt,
                failedOn,
                submittedAt,
                started,
                finishedAt,
                ending,
                bill,
                preempted,
                escalations,
                version);
    }

    private Task become(
            TaskState next,
            int attemptsNow,
            Optional<Attempt> currentNow,
            Set<NodeId> failed,
            Optional<Instant> started,
            Optional<Instant> finished,
            Optional<Ending> how,
            Optional<Bill> price) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("task " + id + " cannot go from " + state + " to " + next);
        }
        return new Task(
                id,
                buyer,
                spec,
                next,
                attemptsNow,
                currentNow,
                failed,
                submittedAt,
                started,
                finished,
                how,
                price,
                preemptions,
                escalations,
                version);
    }
}
