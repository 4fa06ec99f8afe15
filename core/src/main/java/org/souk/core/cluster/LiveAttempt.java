package org.souk.core.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.node.NodeId;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Resources;

/**
 * An attempt that a node holds.
 *
 * @param task as it was when the attempt was leased, suspended or resumed
 * @param leaseUntil when it goes back to the queue unless the node is heard of
 * @param startedAt set once the node says that the program runs
 * @param standsSince set while the node says that a suspended program stands still
 * @param fuel used so far, by the last heartbeat
 */
public record LiveAttempt(
        Task task, Instant leaseUntil, Optional<Instant> startedAt, Optional<Instant> standsSince, Fuel fuel) {

    static LiveAttempt of(Task task, Instant leaseUntil) {
        return new LiveAttempt(
                task,
                leaseUntil,
                task.startedAt(),
                task.current().orElseThrow().pauses().since(),
                Fuel.ZERO);
    }

    public AttemptKey key() {
        return new AttemptKey(task.id(), task.attempts());
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
        return task.state() == TaskState.SUSPENDED;
    }

    /** When it last started or was resumed; empty while it is suspended or waits for its inputs. */
    public Optional<Instant> runningSince() {
        return isSuspended()
                ? Optional.empty()
                : startedAt.map(start ->
                        attempt().pauses().resumedAt().filter(start::isBefore).orElse(start));
    }

    /** How long it has run, without the time that it stood still. */
    public Duration ran(Instant now) {
        if (startedAt.isEmpty()) {
            return Duration.ZERO;
        }
        Duration stood = attempt()
                .pauses()
                .before()
                .plus(standsSince.map(since -> Duration.between(since, now)).orElse(Duration.ZERO));
        Duration ran = Duration.between(startedAt.get(), now).minus(stood);
        return ran.isNegative() ? Duration.ZERO : ran;
    }

    /** What its node cannot give to others: a suspended one leaves them its CPU. */
    public Resources reserved() {
        Resources whole = task.spec().resources();
        return isSuspended() ? new Resources(MilliCpu.ZERO, whole.ram(), whole.storage()) : whole;
    }

    /** As the planner sees it. */
    RunningTask asSeenBy(Instant now, boolean cancelled) {
        return new RunningTask(
                task.id(),
                task.attempts(),
                task.buyer(),
                task.priority(),
                task.spec().deadline(),
                node(),
                task.spec().resources(),
                burst(),
                isSuspended(),
                cancelled,
                runningSince(),
                ran(now),
                task.spec().expected().orElse(task.spec().wallLimit()),
                task.preemptions().count(),
                task.preemptions().last());
    }

    boolean isHeld(NodeId node, AttemptKey attempt) {
        return key().equals(attempt) && node().equals(node);
    }

    /** The same attempt after a change of its task. */
    LiveAttempt with(Task changed) {
        return new LiveAttempt(
                changed,
                leaseUntil,
                changed.startedAt().or(() -> startedAt),
                changed.current().orElseThrow().pauses().since(),
                fuel);
    }

    LiveAttempt renewed(Instant until) {
        return new LiveAttempt(task, until, startedAt, standsSince, fuel);
    }

    LiveAttempt running(Instant since, Fuel used) {
        return new LiveAttempt(task, leaseUntil, startedAt.or(() -> Optional.of(since)), standsSince, used);
    }

    LiveAttempt standing(Instant since) {
        return new LiveAttempt(task, leaseUntil, startedAt, standsSince.or(() -> Optional.of(since)), fuel);
    }
}
