package org.souk.core.scheduling.planning;

import org.souk.core.scheduling.slot.Candidate;

/** The third phase: who will have to leave, or had better, by {@link Departures}, moves while there is time and room. */
final class MigrationPhase {
    private final PlanState state;
    private final AttemptMoves moves;

    MigrationPhase(PlanState state, AttemptMoves moves) {
        this.state = state;
        this.moves = moves;
    }

    void run() {
        for (Candidate candidate : state.places().all()) {
            boolean calm = candidate.isBurst()
                    || !candidate.node().transfer().possible()
                    || Departures.isCalm(candidate.node(), candidate.capacity());
            if (!calm) {
                Departures.of(candidate.node(), candidate.capacity(), candidate.held(), state.now())
                        .forEach(departure -> moves.move(departure.attempt(), departure.cause(), departure.forcedIn()));
                state.forgetLeaving(candidate);
            }
        }
    }
}
