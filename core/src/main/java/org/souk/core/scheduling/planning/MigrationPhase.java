package org.souk.core.scheduling.planning;

import org.souk.core.scheduling.slot.Slot;

/** The third phase: who will have to leave, or had better, by {@link VoluntaryMigrations}, moves while there is time and room. */
final class MigrationPhase {
    private final PlanState state;
    private final AttemptMoves moves;

    MigrationPhase(PlanState state, AttemptMoves moves) {
        this.state = state;
        this.moves = moves;
    }

    void run() {
        for (Slot slot : state.slots().all()) {
            boolean calm = slot.isBurst()
                    || !slot.node().transfer().possible()
                    || VoluntaryMigrations.isCalm(slot.node(), slot.capacity());
            if (!calm) {
                VoluntaryMigrations.of(slot.node(), slot.capacity(), slot.held(), state.now())
                        .forEach(departure -> moves.move(departure.attempt(), departure.cause(), departure.forcedIn()));
                state.forgetLeaving(slot);
            }
        }
    }
}
