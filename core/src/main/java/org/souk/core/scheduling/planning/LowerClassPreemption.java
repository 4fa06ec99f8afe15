package org.souk.core.scheduling.planning;

import java.util.Comparator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.preemption.Eviction;
import org.souk.core.scheduling.preemption.PreemptionProtection;
import org.souk.core.scheduling.slot.Slot;

/**
 * Lets a task take the place of lower classes, and of burst attempts, where it would else wait long, and longer than what
 * is lost is worth. Looking for victims is dear, so it is done for a few tasks of a plan only.
 */
final class LowerClassPreemption {
    /** For so many tasks of one plan. */
    static final int TRIED = 32;

    private static final int UNKNOWN = -2;
    private static final int BURST = -1;
    private static final int NOBODY = Integer.MAX_VALUE;

    private final PlanState state;
    private int lowestClass = UNKNOWN;
    private int tried;

    LowerClassPreemption(PlanState state) {
        this.state = state;
    }

    /** @return whether the task has got a place */
    boolean serve(WaitingTask task) {
        if (isExhausted() || !hasLower(task)) {
            return false;
        }
        tried++;
        Request request = task.request();
        Optional<Eviction> cheapest = state.occupied().stream()
                .filter(slot -> request.resources().fitsIn(slot.sellable(request.expected()))
                        && Filters.isEligible(request, slot))
                .limit(state.rules().probes())
                .flatMap(slot -> evictionOfLower(task, slot).stream())
                .min(Comparator.comparingDouble(Eviction::lostWork)
                        .thenComparingInt(eviction -> eviction.victims().size())
                        .thenComparing(eviction -> eviction.slot().node().id()));
        cheapest.ifPresent(eviction -> state.evict(eviction, task));
        return cheapest.isPresent();
    }

    /** Whether no victims are looked for any more in this plan. */
    boolean isExhausted() {
        return tried >= TRIED;
    }

    /** Whether anybody on a node stands below the task. */
    boolean hasLower(WaitingTask task) {
        return task.priority().ordinal() > lowestClass();
    }

    /** Of all attempts on nodes; burst attempts stand below all classes. */
    private int lowestClass() {
        if (lowestClass == UNKNOWN) {
            lowestClass = NOBODY;
            for (RunningTask attempt : state.snapshot().running()) {
                lowestClass = Math.min(
                        lowestClass,
                        attempt.burst() ? BURST : attempt.priority().ordinal());
            }
        }
        return lowestClass;
    }

    private Optional<Eviction> evictionOfLower(WaitingTask task, Slot slot) {
        Predicate<RunningTask> allowed = new PreemptionProtection(state.rules(), state.now(), slot.held()).allows();
        Predicate<RunningTask> lower = attempt ->
                !attempt.isPromised() && (attempt.burst() || attempt.priority().compareTo(task.priority()) < 0);
        return Eviction.on(slot, task.request(), allowed.and(lower))
                .filter(eviction -> !eviction.victims().isEmpty() && pays(task, eviction))
                .filter(eviction -> leavesPromises(task, eviction));
    }

    /**
     * What is gained is the wait that is spared, by what the task would have used meanwhile. For a task that has escalated
     * so far it need not pay.
     */
    private boolean pays(WaitingTask task, Eviction eviction) {
        if (task.escalations().mayPreempt()) {
            return true;
        }
        OptionalLong start = eviction.slot().earliestStart(task.request());
        if (start.isEmpty()) {
            return true;
        }
        long spared = start.getAsLong() - state.now().toEpochMilli();
        return spared >= state.rules().minimumGain().toMillis()
                && (double) spared * task.request().resources().cpu().value() >= eviction.lostWork();
    }

    private static boolean leavesPromises(WaitingTask task, Eviction eviction) {
        eviction.release();
        boolean leaves = Filters.hasRoom(task.request(), eviction.slot());
        eviction.restore();
        return leaves;
    }
}
