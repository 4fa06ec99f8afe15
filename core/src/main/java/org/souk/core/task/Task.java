package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.units.Bytes;

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
 * @param journey how its run went from node to node
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
        Journey journey,
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
                Journey.NONE,
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
        if (attempt.number() != nextAttempt()) {
            throw new IllegalStateException(
                    "the next attempt of " + id + " is " + nextAttempt() + ", not " + attempt.number());
        }
        if (!attempt.begin().equals(journey.restart())) {
            throw new IllegalStateException(id + " goes on from " + journey.restart() + ", not " + attempt.begin());
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
                .with(Optional.empty(), Optional.empty(), preemptions.evicted(node, why, now))
                .with(withoutMove(why, now).lost(present()));
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
                journey,
                version);
    }

    /** The class in which it is planned: its buyer's, or a higher one where it has been raised. */
    public Priority priority() {
        return escalations.raise(spec.priority());
    }

    /** Where it may run: where its buyer asked for, or in every pool once it has been widened. */
    public Placement placement() {
        return escalations.widened() ? spec.placement().widened() : spec.placement();
    }

    /** What is offered for it now; empty when its buyer offers all of the limit from the start. */
    public Optional<Bid> bid() {
        return spec.offer().map(first -> new Bid(escalations.offer().orElse(first), spec.maxPrice()));
    }

    private void requireSuspended() {
        if (state != TaskState.SUSPENDED) {
            throw new IllegalStateException("task " + id + " is " + state + ", not suspended");
        }
    }

    /** How many attempts there have been that were neither taken from it for the sake of others nor moved to. */
    public int ownAttempts() {
        return Math.max(attempts, journey.highest()) - preemptions.evictions() - journey.targets();
    }

    /** The number of the next attempt: none that was given is ever given again. */
    public int nextAttempt() {
        return Math.max(attempts, journey.highest()) + 1;
    }

    /** The key of its snapshots is this one, unless it has one. */
    public Task keyed(String key) {
        return with(journey.keyed(key));
    }

    /** Another node prepares to take it over. */
    public Task moving(Move move) {
        if (!isMovable() || move.target().number() != nextAttempt()) {
            throw new IllegalStateException("task " + id + " is " + state + " and cannot begin " + move);
        }
        return with(journey.planned(move, current.orElseThrow().node()));
    }

    /** Whether a move can begin now. */
    public boolean isMovable() {
        return (state == TaskState.RUNNING || state == TaskState.SUSPENDED)
                && journey.move().isEmpty();
    }

    /**
     * The move that is under way is done: the other node holds the attempt from now on, and it runs there.
     *
     * @param at the point at which it changes hands
     * @param snapshot how much was sent
     * @param stoodStill how long the program did, as far as was seen
     */
    public Task moved(Position at, Bytes snapshot, Duration stoodStill, Instant now) {
        Move move = journey.move().orElseThrow();
        if (state != TaskState.RUNNING && state != TaskState.SUSPENDED) {
            throw new IllegalStateException("task " + id + " is " + state + " and cannot be moved");
        }
        Attempt former = current.orElseThrow();
        PastMove done = new PastMove(
                former.node(), move.target().node(), move.why(), move.plannedAt(), now, "", at, snapshot, stoodStill);
        return new Task(
                id,
                buyer,
                spec,
                TaskState.RUNNING,
                move.target().number(),
                Optional.of(move.target().from(at, now)),
                failedOn,
                submittedAt,
                Optional.of(now),
                finishedAt,
                ending,
                bill,
                preemptions,
                escalations,
                journey.continued(former.until(at)).over(done),
                version);
    }

    /** With the journey that another version of this task has. */
    public Task travelledAs(Task other) {
        return with(other.journey);
    }

    /** The move that is under way is given up; the same task if there is none. */
    public Task notMoved(String failure, Instant now) {
        return with(withoutMove(failure, now));
    }

    private Journey withoutMove(String failure, Instant now) {
        return journey.move()
                .map(move -> journey.over(new PastMove(
                        current.orElseThrow().node(),
                        move.target().node(),
                        move.why(),
                        move.plannedAt(),
                        now,
                        failure,
                        current.orElseThrow().begin(),
                        Bytes.ZERO,
                        Duration.ZERO)))
                .orElse(journey);
    }

    /**
     * Its node has stored a snapshot of it.
     *
     * @throws IllegalStateException if it is not on a node, or goes back behind what is known
     */
    public Task checkpointed(Checkpoint latest) {
        Position begin = current.orElseThrow().begin();
        if (!state.isOnNode() || !latest.at().isAtOrAfter(begin) || !latest.at().isAtOrAfter(journey.restart())) {
            throw new IllegalStateException("task " + id + " is " + state + " and has no use for " + latest);
        }
        return with(journey.saved(latest));
    }

    /** A point in its run that its node names, as far as it can be true: see {@link Attempt#plausible}. */
    public Position plausible(Position said, Instant now) {
        Attempt attempt = current.orElseThrow();
        Position point = attempt.plausible(said, now);
        return journey.checkpoint()
                .filter(known -> known.attempt() == attempt.number())
                .map(known -> point.atLeast(known.at()))
                .orElse(point);
    }

    /** What its present attempt has done, as far as the market must know to keep its checkpoint. */
    private Segment present() {
        Attempt attempt = current.orElseThrow();
        return attempt.until(journey.restart().atLeast(attempt.begin()));
    }

    /** Whether a node that has lost its present attempt could begin it again: where it began is stored, or a later point. */
    public boolean canBeginAgain() {
        return current.filter(attempt -> journey.restart().isAtOrAfter(attempt.begin()))
                .isPresent();
    }

    public Task cancelling(Instant now) {
        return become(TaskState.CANCELLING, attempts, current, failedOn, startedAt, finishedAt, ending, bill)
                .with(withoutMove("its buyer cancelled it", now));
    }

    /** Back to the queue after a failure of its node. */
    public Task requeued(Instant now) {
        Set<NodeId> failed = new HashSet<>(failedOn);
        failed.add(current.orElseThrow().node());
        return requeued(failed).with(withoutMove("its node failed", now).lost(present()));
    }

    /** Back to the queue because its checkpoint cannot be used: it begins at the very beginning. */
    public Task requeuedWithoutCheckpoint(Instant now) {
        return requeued(failedOn)
                .with(withoutMove("its checkpoint cannot be used", now).startingOver());
    }

    private Task requeued(Set<NodeId> failed) {
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
                        Optional.of(price))
                .with(withoutMove("it ended before", now));
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
                journey,
                next);
    }

    /** True when this node holds this attempt now. */
    public boolean isHeldBy(NodeId node, int attempt) {
        return state.isOnNode()
                && current.filter(a -> a.number() == attempt && a.node().equals(node))
                        .isPresent();
    }

    private Task with(Journey changed) {
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
                changed,
                version);
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
                journey,
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
                journey,
                version);
    }
}
