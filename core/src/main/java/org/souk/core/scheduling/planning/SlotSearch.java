package org.souk.core.scheduling.planning;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.score.Ranking;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.units.Resources;

/**
 * Finds the best place for a task that is free now. Of the places that will do only the first few are compared, those with
 * the least room first; a request that nothing was found for is not looked for again in the same plan.
 */
final class SlotSearch {
    private final PlanState state;
    private final Ranking ranking;
    private final int probes;
    private final Map<Request, WaitReason> turnedAway = new HashMap<>();
    private final WaitReason tooLarge;
    private WaitReason reason;

    SlotSearch(PlanState state) {
        this.state = state;
        this.ranking = state.criteria().ranking();
        this.probes = state.rules().probes();
        this.tooLarge = state.free().isTooLarge(Resources.NONE) ? WaitReason.NO_NODE : WaitReason.NO_ROOM;
    }

    /** The best of the first places that will do; the room that is promised to the task itself is free for it. */
    Optional<Slot> best(WaitingTask task) {
        Request request = task.request();
        if (state.free().isTooLarge(request.resources())) {
            reason = tooLarge;
            return Optional.empty();
        }
        boolean promised = state.promised().has(task.id());
        WaitReason before = promised ? null : turnedAway.get(request);
        if (before != null) {
            reason = before;
            return Optional.empty();
        }
        boolean kept = promised && state.promised().setAside(task.id());
        Search search = new Search(task);
        state.free().search(request.resources(), search);
        if (kept) {
            state.promised().putBack(task.id());
        }
        if (search.best == null) {
            reason = search.tally.reason();
            if (!promised) {
                turnedAway.put(request, reason);
            }
        }
        return Optional.ofNullable(search.best);
    }

    /** Why the last search that found nothing did not. */
    WaitReason reason() {
        return reason;
    }

    private final class Search implements Predicate<Slot> {
        private final WaitingTask task;
        private final boolean willBurst;
        private final Filters.Tally tally = new Filters.Tally();
        private Slot best;
        private double bestScore = Double.NEGATIVE_INFINITY;
        private int found;

        private Search(WaitingTask task) {
            this.task = task;
            // Burst capacity can be taken away at any time: nothing for a promised deadline.
            this.willBurst =
                    task.request().placement().burst() && task.deadline().isEmpty();
        }

        @Override
        public boolean test(Slot slot) {
            if (slot.isBurst() && !willBurst
                    || !task.request().resources().fitsIn(slot.freeBesideOwner())
                    || !tally.isEligible(task.request(), slot)
                    || !Filters.hasRoom(task.request(), slot)) {
                return false;
            }
            double score = ranking.of(task, slot);
            boolean first =
                    score == bestScore && slot.node().id().compareTo(best.node().id()) < 0;
            if (score > bestScore || first) {
                best = slot;
                bestScore = score;
            }
            found++;
            return found == probes;
        }
    }
}
