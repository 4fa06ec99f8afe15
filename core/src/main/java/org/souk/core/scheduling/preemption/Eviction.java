package org.souk.core.scheduling.preemption;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.Preemption.Mode;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/**
 * Who has to make room on a node for a task, and how: suspended where CPU is all that lacks, else sent back to the queue.
 *
 * @param lostWork of the victims, in milli-core milliseconds; nothing when they are suspended
 */
public record Eviction(Slot slot, List<RunningTask> victims, Mode mode, double lostWork) {

    /** The fewest, from the cheapest on, without whom the request fits; empty when it would not fit even then. */
    public static Optional<Eviction> on(Slot slot, Request request, Predicate<RunningTask> allowed) {
        for (Mode mode : Mode.values()) {
            Optional<List<RunningTask>> victims = victims(slot, request, mode, allowed);
            if (victims.isPresent()) {
                double lost = mode == Mode.SUSPEND
                        ? 0
                        : victims.get().stream().mapToDouble(RunningTask::work).sum();
                return Optional.of(new Eviction(slot, victims.get(), mode, lost));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<RunningTask>> victims(
            Slot slot, Request request, Mode mode, Predicate<RunningTask> allowed) {
        List<RunningTask> cheapestFirst = slot.held().stream()
                .filter(allowed)
                .filter(attempt -> mode == Mode.REQUEUE || !attempt.suspended())
                .sorted(cheapest(mode))
                .toList();
        Capacity capacity = slot.capacity(request.expected());
        Predicate<Capacity> fits = left -> left.fits(request.resources(), slot.isBurst());
        List<RunningTask> victims = VictimSelection.of(cheapestFirst, mode, capacity, fits);
        return fits.test(VictimSelection.without(victims, mode, capacity)) ? Optional.of(victims) : Optional.empty();
    }

    private static Comparator<RunningTask> cheapest(Mode mode) {
        Comparator<RunningTask> order = Comparator.comparing((RunningTask attempt) -> !attempt.burst())
                .thenComparing(RunningTask::priority)
                .thenComparing(RunningTask::isPromised);
        if (mode == Mode.REQUEUE) {
            order = order.thenComparingDouble(RunningTask::work);
        }
        return order.thenComparing(Comparator.comparing(RunningTask::remaining).reversed())
                .thenComparing(RunningTask::task);
    }

    public void release() {
        victims.forEach(victim -> slot.release(victim, mode));
    }

    public void restore() {
        victims.forEach(victim -> slot.restore(victim, mode));
    }
}
