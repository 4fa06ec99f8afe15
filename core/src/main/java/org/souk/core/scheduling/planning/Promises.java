package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.preemption.PreemptionProtection;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;
import org.souk.core.scheduling.slot.Timeline;

/**
 * Promises deadlines: keeps room for a task on a node, as late as its deadline allows, beside what is promised already.
 *
 * <p>What runs or waits without a promise does not stand in the way, since it can be preempted, except as long as it is
 * protected from that. Room is kept late so that what needs less time finds room before it; the task is in the queue all
 * the same, and mostly runs long before its room is needed.
 *
 * <p>One promise may bind so much of a pool only ({@link SchedulingRules#promise}); a larger one is given where the room
 * is free at once and nobody waits for it. Else a single large task would cost many small ones theirs.
 */
final class Promises {
    private final Criteria criteria;
    private final ClusterSnapshot snapshot;
    private final Slots slots;
    private final long now;

    Promises(Criteria criteria, ClusterSnapshot snapshot) {
        this(criteria, snapshot, new Slots(snapshot, criteria.matchmaker()));
    }

    /** @param places as they are now, in the middle of a plan, say */
    Promises(Criteria criteria, ClusterSnapshot snapshot, Slots slots) {
        this.criteria = criteria;
        this.snapshot = snapshot;
        this.slots = slots;
        this.now = snapshot.now().toEpochMilli();
    }

    Admission admit(WaitingTask task) {
        if (isTooLarge(task.request())) {
            return atOnce(task).<Admission>map(Admission.Promised::new).orElseGet(() -> afterTheQueue(task));
        }
        return room(task).<Admission>map(Admission.Promised::new).orElseGet(() -> afterThePromises(task));
    }

    /** The latest room before the task's deadline, over the nodes that will do; of equal ones the first. */
    Optional<Reservation> room(WaitingTask task) {
        Request request = task.request();
        Duration expected = request.expected();
        long deadline =
                task.deadline().orElseThrow().minus(criteria.rules().startup()).toEpochMilli();
        Slot best = null;
        long latest = Long.MIN_VALUE;
        int found = 0;
        for (Slot slot : slots.all()) {
            if (!couldRun(request, slot)) {
                continue;
            }
            OptionalLong start = promised(slot).latestStart(now, deadline, expected.toMillis(), request.resources());
            if (start.isPresent()) {
                if (start.getAsLong() > latest) {
                    best = slot;
                    latest = start.getAsLong();
                }
                found++;
                if (found == criteria.rules().probes()) {
                    break;
                }
            }
        }
        return best == null ? Optional.empty() : Optional.of(reservation(task, best, latest));
    }

    private static Reservation reservation(WaitingTask task, Slot slot, long start) {
        Instant from = Instant.ofEpochMilli(start);
        return new Reservation(
                task.id(),
                slot.node().id(),
                from,
                Instant.ofEpochMilli(Slot.after(from, task.request().expected())),
                task.request().resources());
    }

    /** Burst capacity can be taken away at any time, so nothing is promised on it. */
    private static boolean couldRun(Request request, Slot slot) {
        return !slot.isBurst() && request.resources().fitsIn(slot.sellable()) && Filters.isEligible(request, slot);
    }

    /** What is promised on a node, and what cannot be preempted yet. */
    private Timeline promised(Slot slot) {
        Timeline timeline = new Timeline(slot.sellable());
        PreemptionProtection protection = new PreemptionProtection(criteria.rules(), snapshot.now(), slot.held());
        for (RunningTask attempt : slot.held()) {
            if (attempt.burst()) {
                continue;
            }
            long until = attempt.isPromised()
                    ? Slot.after(snapshot.now(), attempt.remaining())
                    : attempt.suspended()
                            ? now
                            : Math.max(now, Slot.after(protection.untilAtMost(attempt), Duration.ZERO));
            timeline.book(now, until, attempt.resources());
        }
        slot.bookPromised(timeline);
        return timeline;
    }

    private boolean isTooLarge(Request request) {
        double work = (double) request.expected().toMillis()
                * request.resources().cpu().value();
        return work > (double) criteria.rules().promise().toMillis() * sellable(request);
    }

    /** Milli-cores for sale on the nodes that will do. */
    private long sellable(Request request) {
        long sum = 0;
        for (Slot slot : slots.all()) {
            if (couldRun(request, slot)) {
                sum += slot.sellable().cpu().value();
            }
        }
        return sum;
    }

    private Optional<Reservation> atOnce(WaitingTask task) {
        boolean inTime = !snapshot.now()
                .plus(task.request().expected())
                .plus(criteria.rules().startup())
                .isAfter(task.deadline().orElseThrow());
        if (!inTime || !snapshot.waiting().isEmpty()) {
            return Optional.empty();
        }
        return slots.all().stream()
                .filter(slot -> couldRun(task.request(), slot))
                .filter(slot -> Filters.hasRoom(task.request(), slot))
                .findFirst()
                .map(slot -> reservation(task, slot, now));
    }

    private Admission.Infeasible afterThePromises(WaitingTask task) {
        return infeasible(task, this::promised, 0);
    }

    /** What waits is thought to share all nodes evenly. */
    private Admission.Infeasible afterTheQueue(WaitingTask task) {
        double queued = snapshot.waiting().stream()
                .mapToDouble(other -> (double) other.request().expected().toMillis()
                        * other.request().resources().cpu().value())
                .sum();
        long sellable = sellable(task.request());
        return infeasible(task, Slot::timeline, sellable == 0 ? 0 : (long) (queued / sellable));
    }

    private Admission.Infeasible infeasible(WaitingTask task, Function<Slot, Timeline> timeline, long later) {
        Request request = task.request();
        OptionalLong earliest = slots.all().stream()
                .filter(slot -> couldRun(request, slot))
                .map(slot -> timeline.apply(slot)
                        .earliestStart(now + later, request.expected().toMillis(), request.resources()))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::getAsLong)
                .min();
        return new Admission.Infeasible(
                earliest.isEmpty()
                        ? Optional.empty()
                        : Optional.of(Instant.ofEpochMilli(earliest.getAsLong())
                                .plus(request.expected())
                                .plus(criteria.rules().startup())));
    }
}
