package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.matching.Buyer;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.scheduling.Mobility;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Attempt;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskSummary;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Resources;

/**
 * An attempt that a node holds.
 *
 * @param task as its row is
 * @param suspended whether it makes room for others; one that is cancelled while it does so goes on doing so
 * @param heldSince when it was assigned, by the monotonic clock
 * @param leaseUntil when it goes back to the queue unless the node is seen, by the monotonic clock
 * @param startedAt set once the node says that the program runs
 * @param standsSince set while the node says that a suspended program stands still
 * @param fuel used so far since the program's beginning, by the last heartbeat
 * @param snapshot what a snapshot of it would carry, if its node can take one
 */
public record LiveAttempt(
        TaskSummary task,
        boolean suspended,
        Duration heldSince,
        Duration leaseUntil,
        Optional<Instant> startedAt,
        Optional<Instant> standsSince,
        Fuel fuel,
        Optional<Bytes> snapshot) {
    /** Of the time that an attempt runs on while its move is prepared. */
    private static final Duration MEANWHILE = Duration.ofSeconds(60);
    /** Before, it is not known how fast a program is: it was loaded, or has waited, for a part of the time. */
    private static final Duration SETTLED = Duration.ofSeconds(30);
    /** Fuel a millisecond of what is compiled. */
    private static final double USUAL_SPEED = 1_000_000;

    static LiveAttempt of(TaskSummary task, Duration heldSince, Duration leaseUntil) {
        Attempt attempt = task.current().orElseThrow();
        boolean stands = attempt.pauses().since().isPresent();
        return new LiveAttempt(
                task,
                task.state() == TaskState.SUSPENDED || (task.state() == TaskState.CANCELLING && stands),
                heldSince,
                leaseUntil,
                task.progress().startedAt(),
                attempt.pauses().since(),
                attempt.begin().fuel(),
                Optional.empty());
    }

    static AttemptKey keyOf(TaskSummary task) {
        return new AttemptKey(task.id(), task.progress().attempts());
    }

    public TaskId id() {
        return task.id();
    }

    public AttemptKey key() {
        return keyOf(task);
    }

    /** Its buyer has cancelled it: its node is told so until it reports the end. */
    public boolean isCancelled() {
        return task.state() == TaskState.CANCELLING;
    }

    public NodeId node() {
        return attempt().node();
    }

    /** Whether it uses burst capacity. */
    public boolean burst() {
        return attempt().burst();
    }

    private Attempt attempt() {
        return task.current().orElseThrow();
    }

    public boolean isSuspended() {
        return suspended;
    }

    /** The move that is under way. */
    public Optional<OngoingMigration> move() {
        return task.journey().move();
    }

    /** When it last started or was resumed; empty while it is suspended or waits for its inputs. */
    public Optional<Instant> runningSince() {
        return isSuspended()
                ? Optional.empty()
                : startedAt.map(start ->
                        attempt().pauses().resumedAt().filter(start::isBefore).orElse(start));
    }

    /** How long the program has run since its beginning, without the time that it stood still. */
    public Duration ran(Instant now) {
        Duration before = attempt().begin().ran();
        if (startedAt.isEmpty()) {
            return before;
        }
        Duration stood = attempt()
                .pauses()
                .before()
                .plus(standsSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO));
        Duration ran = Duration.between(startedAt.get(), now).minus(stood);
        return ran.isNegative() ? before : before.plus(ran);
    }

    /** What its node cannot give to others: a suspended one leaves them its CPU. */
    public Resources reserved() {
        Resources whole = task.spec().resources();
        return isSuspended() ? new Resources(MilliCpu.ZERO, whole.ram(), whole.storage()) : whole;
    }

    /**
     * As the planner sees it.
     *
     * @param buyer who the sellers' policies are told that the buyer is; empty where no seller has one
     */
    RunningTask asSeenBy(Instant now, Optional<Buyer> buyer) {
        return new RunningTask(
                task.id(),
                task.progress().attempts(),
                task.buyer(),
                task.priority(),
                task.spec().deadline(),
                node(),
                task.spec().resources(),
                burst(),
                isSuspended(),
                isCancelled() || move().isPresent(),
                runningSince(),
                ran(now),
                task.spec().limits().probably(),
                task.progress().preemptions().count(),
                task.progress().preemptions().last(),
                snapshot.filter(bytes -> canMove() && !isCancelled()).map(bytes -> mobility(bytes, now, buyer)));
    }

    private boolean canMove() {
        boolean runs = task.progress().isMovable() || task.state() == TaskState.ASSIGNED && startedAt.isPresent();
        return runs && move().isEmpty();
    }

    private Mobility mobility(Bytes bytes, Instant now, Optional<Buyer> buyer) {
        Position here = here(now);
        Duration saved = here.ran().minus(task.journey().restart().ran());
        Position there = meanwhile(here);
        return new Mobility(
                here,
                there,
                shown(asIfFrom(here), buyer, now),
                shown(asIfFrom(there), buyer, now),
                bytes,
                saved.isNegative() ? Duration.ZERO : saved,
                task.journey().moves(),
                task.journey().lastMove());
    }

    private static WaitingTask shown(WaitingTask waiting, Optional<Buyer> buyer, Instant now) {
        return buyer.map(who -> waiting.shownAs(who, now)).orElse(waiting);
    }

    private WaitingTask asIfFrom(Position point) {
        List<Segment> before = task.journey().segments();
        List<Segment> done = new ArrayList<>(before.size() + 1);
        done.addAll(before);
        done.add(attempt().until(point));
        return WaitingTask.of(task, done, point);
    }

    private Position here(Instant now) {
        return new Position(fuel, ran(now)).atLeast(attempt().begin());
    }

    /** Where it may be when it is handed over, if it goes on as fast as until now, or as others do while it is new. */
    private Position meanwhile(Position here) {
        long ran = here.ran().minus(attempt().begin().ran()).toMillis();
        double average = (double) here.fuel().less(attempt().begin().fuel()).units() / Math.max(1, ran);
        double speed = ran < SETTLED.toMillis() ? Math.max(average, USUAL_SPEED) : average;
        Fuel more = new Fuel((long) (speed * MEANWHILE.toMillis()));
        return isSuspended()
                ? here
                : new Position(
                        here.fuel().plus(more).min(attempt().fuelLimit()),
                        here.ran().plus(MEANWHILE));
    }

    boolean isHeld(NodeId node, AttemptKey attempt) {
        return key().equals(attempt) && node().equals(node);
    }

    /** The same attempt after a change of its task. */
    LiveAttempt with(TaskSummary changed) {
        boolean stillSuspended = changed.state() == TaskState.CANCELLING && suspended;
        return new LiveAttempt(
                changed,
                changed.state() == TaskState.SUSPENDED || stillSuspended,
                heldSince,
                leaseUntil,
                changed.progress().startedAt().or(() -> startedAt),
                changed.current().orElseThrow().pauses().since(),
                fuel,
                snapshot);
    }

    LiveAttempt leasedUntil(Duration until) {
        return new LiveAttempt(task, suspended, heldSince, until, startedAt, standsSince, fuel, snapshot);
    }

    LiveAttempt running(Instant since, Fuel used) {
        return new LiveAttempt(
                task,
                suspended,
                heldSince,
                leaseUntil,
                startedAt.or(() -> Optional.of(since)),
                standsSince,
                used,
                snapshot);
    }

    LiveAttempt standing(Instant since) {
        return new LiveAttempt(
                task,
                suspended,
                heldSince,
                leaseUntil,
                startedAt,
                standsSince.or(() -> Optional.of(since)),
                fuel,
                snapshot);
    }

    LiveAttempt movable(Optional<Bytes> bytes) {
        return new LiveAttempt(task, suspended, heldSince, leaseUntil, startedAt, standsSince, fuel, bytes);
    }
}
