package org.souk.core.scheduling.preemption;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.Preemption.Mode;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/**
 * Who has to make room on a node for a task, and how: suspended where CPU is all that lacks, else sent back to the queue.
 *
 * @param lostWork of the victims, in milli-core milliseconds; nothing when they are suspended
 */
public record Eviction(Candidate candidate, List<RunningTask> victims, Mode mode, double lostWork) {

    /** The fewest, from the cheapest on, without whom the request fits; empty when it would not fit even then. */
    public static Optional<Eviction> on(Candidate candidate, Request request, Predicate<RunningTask> allowed) {
        for (Mode mode : Mode.values()) {
            Optional<List<RunningTask>> victims = victims(candidate, request, mode, allowed);
            if (victims.isPresent()) {
                double lost = mode == Mode.SUSPEND
                        ? 0
                        : victims.get().stream().mapToDouble(RunningTask::work).sum();
                return Optional.of(new Eviction(candidate, victims.get(), mode, lost));
            }
        }
        return Optional.empty();
    }

    private static Optional<List<RunningTask>> victims(
            Candidate candidate, Request request, Mode mode, Predicate<RunningTask> allowed) {
        List<RunningTask> cheapestFirst = candidate.held().stream()
                .filter(allowed)
                .filter(attempt -> mode == Mode.REQUEUE || !attempt.suspended())
                .sorted(cheapest(mode))
                .toList();
        Capacity capacity = candidate.capacity(request.expected());
        Predicate<Capacity> fits = left -> left.fits(request.resources(), candidate.isBurst());
        List<RunningTask> victims = Fewest.of(cheapestFirst, mode, capacity, fits);
        return fits.test(Fewest.without(victims, mode, capacity)) ? Optional.of(victims) : Optional.empty();
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
        victims.forEach(victim -> candidate.release(victim, mode));
    }

    public void restore() {
        victims.forEach(victim -> candidate.restore(victim, mode));
    }
}
