package org.souk.core.scheduling;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.task.Priority;
import org.souk.core.units.Bytes;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Resources;

/**
 * What the planner needs to know of an attempt that a node holds.
 *
 * @param attempt a preemption or resumption is only valid for this one
 * @param node that holds it
 * @param resources that it has when it runs; while it is suspended it holds its RAM and storage, but no CPU
 * @param burst whether it uses burst capacity, see {@link Capacity}
 * @param suspended it must not run until it is resumed
 * @param cancelled it is about to leave, since its buyer has cancelled it or it moves: it can be neither suspended nor
 *     resumed
 * @param runningSince when it last started or was resumed; empty while it is suspended or fetches its inputs
 * @param ran how long this attempt has run so far, without the time that it was suspended
 * @param expected how long the attempt is believed to run in all: the buyer's estimate, or the wall-clock limit
 * @param preemptions how often the task has had to make room for others
 * @param preemptedAt when it last had to
 * @param mobility present where it can be moved
 */
public record RunningTask(
        TaskId task,
        int attempt,
        AccountId buyer,
        Priority priority,
        Optional<Instant> deadline,
        NodeId node,
        Resources resources,
        boolean burst,
        boolean suspended,
        boolean cancelled,
        Optional<Instant> runningSince,
        Duration ran,
        Duration expected,
        int preemptions,
        Optional<Instant> preemptedAt,
        Optional<Mobility> mobility) {
    /** One that cannot be moved. */
    public RunningTask(
            TaskId task,
            int attempt,
            AccountId buyer,
            Priority priority,
            Optional<Instant> deadline,
            NodeId node,
            Resources resources,
            boolean burst,
            boolean suspended,
            boolean cancelled,
            Optional<Instant> runningSince,
            Duration ran,
            Duration expected,
            int preemptions,
            Optional<Instant> preemptedAt) {
        this(
                task,
                attempt,
                buyer,
                priority,
                deadline,
                node,
                resources,
                burst,
                suspended,
                cancelled,
                runningSince,
                ran,
                expected,
                preemptions,
                preemptedAt,
                Optional.empty());
    }

    /** How long an attempt that has run longer than expected is thought to go on, as a part of what it has run. */
    private static final int OVERRUN_PART = 10;

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** How much longer it is believed to run once it has CPU. */
    public Duration remaining() {
        Duration left = expected.minus(ran);
        if (left.compareTo(Duration.ZERO) > 0) {
            return left;
        }
        Duration more = ran.dividedBy(OVERRUN_PART);
        return more.compareTo(SHORTEST) > 0 ? more : SHORTEST;
    }

    /** Whether its deadline was promised and it has kept to the time on whose ground that was done. */
    public boolean isPromised() {
        return deadline.isPresent() && ran.compareTo(expected) <= 0;
    }

    /** What it gives back when it makes room: all that it has, or its CPU. */
    public Resources freed(Preemption.Mode mode) {
        return mode == Preemption.Mode.REQUEUE ? held() : new Resources(held().cpu(), Bytes.ZERO, Bytes.ZERO);
    }

    /** What would be lost with it, in milli-core milliseconds; what has not started to run loses nothing. */
    public double work() {
        Duration lost = mobility.map(Mobility::unsaved).orElse(ran);
        return (double) lost.toMillis() * resources.cpu().value();
    }

    /** What it takes of its node now. */
    public Resources held() {
        return suspended ? new Resources(MilliCpu.ZERO, resources.ram(), resources.storage()) : resources;
    }
}
