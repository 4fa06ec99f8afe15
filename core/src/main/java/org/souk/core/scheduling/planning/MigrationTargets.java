package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Billing;
import org.souk.core.migration.MigrationCase;
import org.souk.core.migration.MigrationCause;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Mobility;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/** Finds other nodes for attempts that should leave theirs while they run. */
final class MigrationTargets {
    /** What rounding may add when a run is paid in parts. */
    private static final Money ROUNDING = Money.ofMicros(8);

    private final Criteria criteria;
    private final ClusterSnapshot snapshot;
    private final Slots slots;

    MigrationTargets(Criteria criteria, ClusterSnapshot snapshot, Slots slots) {
        this.criteria = criteria;
        this.snapshot = snapshot;
        this.slots = slots;
    }

    /** A decision, and the place that it takes. */
    record Found(Migration migration, Slot slot) {}

    /**
     * Where an attempt should go, if that is worth it.
     *
     * @param forcedIn when it must leave anyway
     */
    Optional<Found> worth(RunningTask attempt, MigrationCause cause, Optional<Duration> forcedIn) {
        return anywhere(attempt, Optional.empty(), cause)
                .filter(found -> criteria.moves().isWorth(moveCase(attempt, found.slot(), forcedIn)));
    }

    private MigrationCase moveCase(RunningTask attempt, Slot to, Optional<Duration> forcedIn) {
        Mobility mobility = attempt.mobility().orElseThrow();
        long here = slots.of(attempt.node())
                .map(slot -> slot.node().transfer().bytesPerSecond())
                .orElse(0L);
        long there = to.node().transfer().bytesPerSecond();
        return new MigrationCase(
                mobility.memory(),
                here == 0 || there == 0 ? Math.max(here, there) : Math.min(here, there),
                attempt.remaining(),
                forcedIn,
                mobility.unsaved(),
                mobility.moves(),
                mobility.lastMove().map(last -> Duration.between(last, snapshot.now())));
    }

    /** The best other node that could take it over, whether that is worth it or not. */
    Optional<Found> anywhere(RunningTask attempt, Optional<NodeId> wanted, MigrationCause cause) {
        if (attempt.mobility().isEmpty() || attempt.cancelled()) {
            return Optional.empty();
        }
        WaitingTask task = attempt.mobility().get().now();
        boolean willBurst =
                task.request().placement().burst() && task.deadline().isEmpty();
        Found best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (Slot slot : slots.all()) {
            NodeId node = slot.node().id();
            boolean may = wanted.map(node::equals).orElse(true)
                    && !node.equals(attempt.node())
                    && slot.node().transfer().possible()
                    && (willBurst || !slot.isBurst());
            if (may && Filters.isEligible(task.request(), slot) && Filters.hasRoom(task.request(), slot)) {
                double score = criteria.ranking().of(task, slot);
                Optional<Fuel> limit = limit(attempt.mobility().get(), slot);
                if (limit.isPresent() && score > bestScore) {
                    bestScore = score;
                    best = new Found(migration(attempt, slot, limit.get(), cause), slot);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Migration migration(RunningTask attempt, Slot to, Fuel limit, MigrationCause cause) {
        return new Migration(
                attempt.task(),
                attempt.attempt(),
                attempt.node(),
                to.node().id(),
                to.tariff(),
                limit,
                to.isBurst(),
                cause);
    }

    /** How far its budget lets it get there, wherever between now and a little later it is handed over. */
    private static Optional<Fuel> limit(Mobility mobility, Slot to) {
        Optional<Fuel> now = affordable(mobility.now(), to)
                .map(fuel -> fuel.plus(mobility.here().fuel()));
        Optional<Fuel> later = affordable(mobility.later(), to)
                .map(fuel -> fuel.plus(mobility.there().fuel()));
        return now.isPresent() && later.isPresent() ? Optional.of(now.get().min(later.get())) : Optional.empty();
    }

    private static Optional<Fuel> affordable(WaitingTask task, Slot to) {
        Request request = task.request();
        return Billing.affordableFuel(
                request.resources(),
                request.wallLimit(),
                request.maxPrice().minus(ROUNDING),
                request.fuelLimit(),
                to.tariff());
    }
}
