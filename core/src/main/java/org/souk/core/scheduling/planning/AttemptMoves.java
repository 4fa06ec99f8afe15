package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.migration.MigrationCause;
import org.souk.core.scheduling.RunningTask;

/** Moves attempts to other nodes while they run, where there is room and it is worth it. */
final class AttemptMoves {
    private final PlanState state;
    private final MigrationTargets targets;

    AttemptMoves(PlanState state) {
        this.state = state;
        this.targets = new MigrationTargets(state.criteria(), state.snapshot(), state.slots());
    }

    /**
     * @param forcedIn when it must leave anyway; empty when it may stay
     * @return whether it moves
     */
    boolean move(RunningTask attempt, MigrationCause cause, Optional<Duration> forcedIn) {
        if (attempt.mobility().isEmpty() || state.isLeaving(attempt.task())) {
            return false;
        }
        Optional<MigrationTargets.Found> target = targets.worth(attempt, cause, forcedIn);
        target.ifPresent(found -> state.move(attempt, found));
        return target.isPresent();
    }
}
