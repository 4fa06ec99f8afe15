package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.migration.Cause;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.slot.Candidate;

/** The first phase: who must leave for the owner leaves, by {@link Shedding}; those who can move instead do. */
final class ReclaimPhase {
    private final PlanState state;
    private final AttemptMoves moves;

    ReclaimPhase(PlanState state, AttemptMoves moves) {
        this.state = state;
        this.moves = moves;
    }

    void run() {
        for (Candidate candidate : state.places().all()) {
            if (!candidate.isBurst() && !Shedding.isAtRest(candidate.node(), candidate.capacity())) {
                reclaim(candidate);
            }
        }
    }

    private void reclaim(Candidate candidate) {
        List<Preemption> evicted = new ArrayList<>();
        for (Preemption preemption : Shedding.preemptions(candidate.node(), candidate.held(), state.now())) {
            RunningTask attempt = held(candidate, preemption.task());
            // It keeps its place until it has moved; should that fail, it is evicted by a later plan.
            if (!moves.move(attempt, cause(preemption.cause()), Optional.of(Duration.ZERO))) {
                evicted.add(preemption);
            }
        }
        state.reclaim(evicted, candidate);
    }

    private static RunningTask held(Candidate candidate, TaskId task) {
        return candidate.held().stream()
                .filter(held -> held.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    private static Cause cause(Preemption.Cause reclaimed) {
        return switch (reclaimed) {
            case DRAIN -> Cause.DRAIN;
            case MAINTENANCE -> Cause.MAINTENANCE;
            case OFFER -> Cause.OFFER;
            case OWNER -> Cause.OWNER;
            case TASK -> Cause.PREEMPTED;
        };
    }
}
