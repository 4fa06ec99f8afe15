package org.souk.core.scheduling.planning;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.score.Ranking;
import org.souk.core.scheduling.slot.Candidate;

/**
 * Finds the best place for a task that is free now. Of the places that will do only the first few are compared, those with
 * the least room first; a request that nothing was found for is not looked for again in the same plan.
 */
final class SlotSearch {
    private final PlanState state;
    private final Ranking ranking;
    private final int probes;
    private final Set<Request> turnedAway = new HashSet<>();

    SlotSearch(PlanState state) {
        this.state = state;
        this.ranking = state.criteria().ranking();
        this.probes = state.rules().probes();
    }

    /** The best of the first places that will do; the room that is promised to the task itself is free for it. */
    Optional<Candidate> best(WaitingTask task) {
        Request request = task.request();
        if (state.free().isTooLarge(request.resources())) {
            return Optional.empty();
        }
        boolean promised = state.promised().has(task.id());
        if (!promised && turnedAway.contains(request)) {
            return Optional.empty();
        }
        boolean kept = promised && state.promised().setAside(task.id());
        Search search = new Search(task);
        state.free().search(request.resources(), search);
        if (kept) {
            state.promised().putBack(task.id());
        }
        if (search.best == null && !promised) {
            turnedAway.add(request);
        }
        return Optional.ofNullable(search.best);
    }

    private final class Search implements Predicate<Candidate> {
        private final WaitingTask task;
        private final boolean willBurst;
        private Candidate best;
        private double bestScore = Double.NEGATIVE_INFINITY;
        private int found;

        private Search(WaitingTask task) {
            this.task = task;
            // Burst capacity can be taken away at any time: nothing for a promised deadline.
            this.willBurst =
                    task.request().placement().burst() && task.deadline().isEmpty();
        }

        @Override
        public boolean test(Candidate candidate) {
            if (candidate.isBurst() && !willBurst
                    || !task.request().resources().fitsIn(candidate.freeBesideOwner())
                    || !Filters.isEligible(task.request(), candidate)
                    || !Filters.hasRoom(task.request(), candidate)) {
                return false;
            }
            double score = ranking.of(task, candidate);
            boolean first = score == bestScore
                    && candidate.node().id().compareTo(best.node().id()) < 0;
            if (score > bestScore || first) {
                best = candidate;
                bestScore = score;
            }
            found++;
            return found == probes;
        }
    }
}
