package org.souk.core.planning;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.link.MigrationReport.Departed;
import org.souk.core.link.MigrationReport.Restored;
import org.souk.core.migration.MigrationRules;
import org.souk.core.task.OngoingMigration;

/** How far the two nodes of a move are. Not thread-safe. */
final class MigrationState {
    private final TaskId task;
    private final OngoingMigration move;
    private Instant preparedAt;
    private Instant standsSince;
    private Departed departed;
    private Restored restored;
    private boolean claimed;

    MigrationState(TaskId task, OngoingMigration move) {
        this.task = task;
        this.move = move;
    }

    TaskId task() {
        return task;
    }

    OngoingMigration move() {
        return move;
    }

    void isPrepared(Instant now) {
        preparedAt = preparedAt == null ? now : preparedAt;
    }

    /** The program stands on the source, for which the target must have been ready. */
    void has(Departed said, Instant now) {
        stands(now);
        departed = said;
    }

    /** The program stands on the target, likewise; what it said first counts. */
    void has(Restored said, Instant now) {
        stands(now);
        restored = restored == null ? said : restored;
    }

    private void stands(Instant now) {
        isPrepared(now);
        standsSince = standsSince == null ? now : standsSince;
    }

    boolean prepared() {
        return preparedAt != null;
    }

    Optional<Departed> departed() {
        return Optional.ofNullable(departed);
    }

    Optional<Restored> restored() {
        return Optional.ofNullable(restored);
    }

    Optional<Instant> standsSince() {
        return Optional.ofNullable(standsSince);
    }

    /** When it is given up: most is sent while the program runs, which may take as long as it took to get ready. */
    Instant until(MigrationRules rules) {
        if (standsSince != null) {
            return standsSince.plus(rules.departing());
        }
        return prepared() ? preparedAt.plus(rules.preparing()) : move.until();
    }

    /** @return false when somebody is about to end the move already */
    boolean claim() {
        boolean free = !claimed;
        claimed = true;
        return free;
    }

    void release() {
        claimed = false;
    }
}
