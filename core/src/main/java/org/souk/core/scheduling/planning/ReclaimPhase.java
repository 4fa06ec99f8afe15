package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.migration.MigrationCause;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.slot.Slot;

/** The first phase: who must leave for the owner leaves, by {@link OwnerReclaim}; those who can move instead do. */
final class ReclaimPhase {
    private final PlanState state;
    private final AttemptMoves moves;

    ReclaimPhase(PlanState state, AttemptMoves moves) {
        this.state = state;
        this.moves = moves;
    }

    void run() {
        for (Slot slot : state.slots().all()) {
            if (!slot.isBurst() && !OwnerReclaim.isAtRest(slot.node(), slot.capacity())) {
                reclaim(slot);
            }
        }
    }

    private void reclaim(Slot slot) {
        List<Preemption> evicted = new ArrayList<>();
        for (Preemption preemption : OwnerReclaim.preemptions(slot.node(), slot.held(), state.now())) {
            RunningTask attempt = held(slot, preemption.task());
            // It keeps its place until it has moved; should that fail, it is evicted by a later plan.
            if (!moves.move(attempt, cause(preemption.cause()), Optional.of(Duration.ZERO))) {
                evicted.add(preemption);
            }
        }
        state.reclaim(evicted, slot);
    }

    private static RunningTask held(Slot slot, TaskId task) {
        return slot.held().stream()
                .filter(held -> held.task().equals(task))
                .findFirst()
                .orElseThrow();
    }

    private static MigrationCause cause(Preemption.Cause reclaimed) {
        return switch (reclaimed) {
            case DRAIN -> MigrationCause.DRAIN;
            case MAINTENANCE -> MigrationCause.MAINTENANCE;
            case OFFER -> MigrationCause.OFFER;
            case OWNER -> MigrationCause.OWNER;
            case TASK -> MigrationCause.PREEMPTED;
        };
    }
}
