package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
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
 * @param spec what was asked for
 * @param progress how far it is
 * @param version counts the changes of the row; a plan made for another version is stale
 */
public record Task(
        TaskId id, AccountId buyer, TaskSpec spec, Instant submittedAt, TaskProgress progress, long version) {
    public static Task submitted(TaskId id, AccountId buyer, TaskSpec spec, Instant now) {
        return new Task(id, buyer, spec, now, TaskProgress.first(TaskState.QUEUED), 0);
    }

    /** A task that comes after others which have not completed yet. */
    public static Task blocked(TaskId id, AccountId buyer, TaskSpec spec, Instant now) {
        return new Task(id, buyer, spec, now, TaskProgress.first(TaskState.BLOCKED), 0);
    }

    /** What the live state keeps of it. */
    public TaskSummary summary() {
        return new TaskSummary(id, buyer, spec.summary(), submittedAt, progress, version);
    }

    public TaskState state() {
        return progress.state();
    }

    /** The number of the latest attempt that a node was given; 0 before the first. */
    public int attempts() {
        return progress.attempts();
    }

    public Optional<Attempt> current() {
        return progress.current();
    }

    public Set<NodeId> failedOn() {
        return progress.failedOn();
    }

    public Optional<Instant> startedAt() {
        return progress.startedAt();
    }

    public Optional<Instant> finishedAt() {
        return progress.end().map(TaskProgress.End::at);
    }

    public Optional<Ending> ending() {
        return progress.end().map(TaskProgress.End::ending);
    }

    public Optional<Bill> bill() {
        return progress.end().map(TaskProgress.End::bill);
    }

    public Preemptions preemptions() {
        return progress.preemptions();
    }

    public Escalations escalations() {
        return progress.escalations();
    }

    public Journey journey() {
        return progress.journey();
    }

    /** The last task that it comes after has completed. */
    public Task released() {
        return with(become(TaskState.QUEUED));
    }

    public Task assigned(Attempt attempt) {
        if (attempt.number() != nextAttempt()) {
            throw new IllegalStateException(
                    "the next attempt of " + id + " is " + nextAttempt() + ", not " + attempt.number());
        }
        if (!attempt.begin().equals(journey().restart())) {
            throw new IllegalStateException(id + " goes on from " + journey().restart() + ", not " + attempt.begin());
        }
        return with(become(TaskState.ASSIGNED).holding(attempt, Optional.empty()));
    }

    public Task running(Instant now) {
        if (state() == TaskState.RUNNING) {
            throw new IllegalStateException("task " + id + " is RUNNING already");
        }
        return with(become(TaskState.RUNNING).startedAt(now));
    }

    /**
     * It makes room and keeps its place on the node.
     *
     * @param why as the end of a sentence
     */
    public Task suspended(String why, Instant now) {
        return with(become(TaskState.SUSPENDED).with(preemptions().suspended(why, now)));
    }

    /** Its node has said that it stands still; perhaps its buyer has cancelled it meanwhile. */
    public Task standing(Instant since) {
        if (state() != TaskState.CANCELLING) {
            requireSuspended();
        }
        Attempt attempt = current().orElseThrow();
        return with(progress.with(attempt.with(attempt.pauses().began(since))));
    }

    /** Its node has said, late, that the program began before it was suspended. */
    public Task begunBeforeSuspension(Instant since) {
        requireSuspended();
        return startedAt().isPresent() ? this : with(progress.startedAt(since));
    }

    /** A suspended task goes on. */
    public Task resumed(Instant now) {
        requireSuspended();
        Attempt attempt = current().orElseThrow();
        TaskState next = startedAt().isPresent() ? TaskState.RUNNING : TaskState.ASSIGNED;
        return with(become(next).with(attempt.with(attempt.pauses().ended(now))));
    }

    /**
     * Back to the queue, by no fault of its node, because its place was needed.
     *
     * @param why as the end of a sentence
     */
    public Task evicted(String why, Instant now) {
        NodeId node = current().orElseThrow().node();
        return with(become(TaskState.QUEUED)
                .with(preemptions().evicted(node, why, now))
                .with(withoutMove(why, now).lost(present()))
                .released());
    }

    /**
     * The market does more for it while it waits.
     *
     * @throws IllegalStateException if it does not wait for a node
     */
    public Task escalated(Escalations.Step step) {
        if (state() != TaskState.QUEUED) {
            throw new IllegalStateException("task " + id + " is " + state() + ", not queued");
        }
        return with(progress.with(escalations().plus(step)));
    }

    /** The class in which it is planned: its buyer's, or a higher one where it has been raised. */
    public Priority priority() {
        return escalations().raise(spec.priority());
    }

    /** Where it may run: where its buyer asked for, or in every pool once it has been widened. */
    public Placement placement() {
        return escalations().widened() ? spec.placement().widened() : spec.placement();
    }

    private void requireSuspended() {
        if (state() != TaskState.SUSPENDED) {
            throw new IllegalStateException("task " + id + " is " + state() + ", not suspended");
        }
    }

    /** See {@link TaskProgress#ownAttempts}. */
    public int ownAttempts() {
        return progress.ownAttempts();
    }

    /** See {@link TaskProgress#nextAttempt}. */
    public int nextAttempt() {
        return progress.nextAttempt();
    }

    /** The key of its snapshots is this one, unless it has one. */
    public Task keyed(String key) {
        return with(progress.with(journey().keyed(key)));
    }

    /** Another node prepares to take it over. */
    public Task moving(OngoingMigration move) {
        if (!isMovable() || move.target().number() != nextAttempt()) {
            throw new IllegalStateException("task " + id + " is " + state() + " and cannot begin " + move);
        }
        return with(
                progress.with(journey().planned(move, current().orElseThrow().node())));
    }

    /** Whether a move can begin now. */
    public boolean isMovable() {
        return progress.isMovable();
    }

    /**
     * The move that is under way is done: the other node holds the attempt from now on, and it runs there.
     *
     * @param at the point at which it changes hands
     * @param snapshot how much was sent
     * @param stoodStill how long the program did, as far as was seen
     */
    public Task moved(Position at, Bytes snapshot, Duration stoodStill, Instant now) {
        OngoingMigration move = journey().move().orElseThrow();
        Attempt former = current().orElseThrow();
        PastMigration done = new PastMigration(
                former.node(), move.target().node(), move.why(), move.plannedAt(), now, "", at, snapshot, stoodStill);
        return with(become(TaskState.RUNNING)
                .with(journey().continued(former.until(at)).over(done))
                .holding(move.target().from(at, now), Optional.of(now)));
    }

    /** The move that is under way is given up; the same task if there is none. */
    public Task notMoved(String failure, Instant now) {
        return with(progress.with(withoutMove(failure, now)));
    }

    private Journey withoutMove(String failure, Instant now) {
        return journey()
                .move()
                .map(move -> journey()
                        .over(new PastMigration(
                                current().orElseThrow().node(),
                                move.target().node(),
                                move.why(),
                                move.plannedAt(),
                                now,
                                failure,
                                current().orElseThrow().begin(),
                                Bytes.ZERO,
                                Duration.ZERO)))
                .orElse(journey());
    }

    /**
     * Its node has stored a snapshot of it.
     *
     * @throws IllegalStateException if it is not on a node, or goes back behind what is known
     */
    public Task checkpointed(Checkpoint latest) {
        Position begin = current().orElseThrow().begin();
        if (!state().isOnNode()
                || !latest.at().isAtOrAfter(begin)
                || !latest.at().isAtOrAfter(journey().restart())) {
            throw new IllegalStateException("task " + id + " is " + state() + " and has no use for " + latest);
        }
        return with(progress.with(journey().saved(latest)));
    }

    /** A point in its run that its node names, as far as it can be true: see {@link Attempt#plausible}. */
    public Position plausible(Position said, Instant now) {
        Attempt attempt = current().orElseThrow();
        Position point = attempt.plausible(said, now);
        return journey()
                .checkpoint()
                .filter(known -> known.attempt() == attempt.number())
                .map(known -> point.atLeast(known.at()))
                .orElse(point);
    }

    /** What its present attempt has done, as far as the market must know to keep its checkpoint. */
    private Segment present() {
        Attempt attempt = current().orElseThrow();
        return attempt.until(journey().restart().atLeast(attempt.begin()));
    }

    public Task cancelling(Instant now) {
        return with(become(TaskState.CANCELLING).with(withoutMove("its buyer cancelled it", now)));
    }

    /** Back to the queue after a failure of its node. */
    public Task requeued(Instant now) {
        return with(become(TaskState.QUEUED)
                .failedOn(current().orElseThrow().node())
                .with(withoutMove("its node failed", now).lost(present()))
                .released());
    }

    /** Back to the queue because its checkpoint cannot be used: it begins at the very beginning. */
    public Task requeuedWithoutCheckpoint(Instant now) {
        return with(become(TaskState.QUEUED)
                .with(withoutMove("its checkpoint cannot be used", now).startingOver())
                .released());
    }

    /** The end. The state follows from the reason; an attempt that may be retried is not an end. */
    public Task ended(Ending how, Bill price, Instant now) {
        return with(become(how.reason().leadsTo())
                .ended(new TaskProgress.End(now, how, price))
                .with(withoutMove("it ended before", now)));
    }

    /** What is offered for it now; empty when its buyer offers all of the limit from the start. */
    public Optional<Bid> bid() {
        return spec.offer().map(first -> new Bid(escalations().offer().orElse(first), spec.maxPrice()));
    }

    /** With the journey that another version of this task has. */
    public Task travelledAs(Task other) {
        return with(progress.with(other.journey()));
    }

    /** This task as its row is after one more change. */
    public Task withVersion(long next) {
        return new Task(id, buyer, spec, submittedAt, progress, next);
    }

    /** See {@link TaskProgress#isHeldBy}. */
    public boolean isHeldBy(NodeId node, int attempt) {
        return progress.isHeldBy(node, attempt);
    }

    private Task with(TaskProgress next) {
        return new Task(id, buyer, spec, submittedAt, next, version);
    }

    /** Every change of the state. */
    private TaskProgress become(TaskState next) {
        if (!state().canBecome(next)) {
            throw new IllegalStateException("task " + id + " cannot go from " + state() + " to " + next);
        }
        return progress.in(next);
    }
}
