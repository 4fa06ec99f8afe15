package org.souk.core.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.MarketClock;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.ledger.Billing;
import org.souk.core.link.MigrationReport.Restored;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.settlement.UnpersistedReports;
import org.souk.core.task.Attempt;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Fuel;

/** Writes down how a move ends, each in one transaction: the attempt is the target's, or stays with its source. */
public final class HandOver {
    private final TaskStore tasks;
    private final Transactions transactions;
    private final UnpersistedReports sightings;
    private final LiveState live;
    private final MarketClock clock;

    public HandOver(
            TaskStore tasks,
            Transactions transactions,
            UnpersistedReports sightings,
            LiveState live,
            MarketClock clock) {
        this.tasks = tasks;
        this.transactions = transactions;
        this.sightings = sightings;
        this.live = live;
        this.clock = clock;
    }

    Optional<Task> row(TaskId task) {
        return transactions.call(() -> tasks.find(task));
    }

    /**
     * The target takes over, unless what it says cannot be true or the budget does not cover the rest there.
     *
     * @param stoodStill how long the program did, as far as was seen
     * @return the row after it; empty when the move is not under way any more
     */
    Optional<Task> commit(LiveAttempt attempt, OngoingMigration move, Restored restored, Duration stoodStill) {
        Instant now = clock.instant();
        Position said = restored.at();
        return transactions.call(() -> underWay(attempt, move).map(row -> {
            Task seen = sightings.addedTo(row);
            Position at = seen.plausible(said, live.since(seen));
            boolean sound = at.fuel().equals(said.fuel()) && isAffordable(seen, at, move.target());
            Task next = sound
                    ? seen.moved(at, restored.snapshot(), stoodStill, now)
                    : row.notMoved("its budget, or its limits, do not cover the rest of its run there", now);
            return tasks.save(List.of(next)).get(0);
        }));
    }

    /** @return the row after it; empty when the move is not under way any more */
    Optional<Task> giveUp(LiveAttempt attempt, OngoingMigration move, String why) {
        Instant now = clock.instant();
        return transactions.call(() -> underWay(attempt, move)
                .map(row -> tasks.save(List.of(row.notMoved(why, now))).get(0)));
    }

    /** The row, locked, if the move is under way in it. */
    private Optional<Task> underWay(LiveAttempt attempt, OngoingMigration move) {
        return tasks.lock(List.of(attempt.id())).stream()
                .filter(row -> row.journey()
                        .move()
                        .filter(m -> m.id().equals(move.id()))
                        .isPresent())
                .filter(row -> row.isHeldBy(attempt.node(), attempt.key().attempt()))
                .findFirst();
    }

    /** Whether the limit that the target was told leaves the task within its budget. */
    private static boolean isAffordable(Task task, Position at, Attempt target) {
        List<Segment> done = new ArrayList<>(task.journey().segments());
        done.add(task.current().orElseThrow().until(at));
        Optional<Fuel> affordable = Billing.affordableFuel(task.spec(), done, at, target.tariff());
        return affordable
                .filter(most ->
                        target.fuelLimit().compareTo(most) <= 0 && at.fuel().compareTo(target.fuelLimit()) <= 0)
                .isPresent();
    }
}
