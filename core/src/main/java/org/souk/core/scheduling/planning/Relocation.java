package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.ledger.Billing;
import org.souk.core.migration.Cause;
import org.souk.core.migration.MoveCase;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Mobility;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.slot.Candidate;
import org.souk.core.scheduling.slot.Places;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/** Finds other nodes for attempts that should leave theirs while they run. */
final class Relocation {
    /** What rounding may add when a run is paid in parts. */
    private static final Money ROUNDING = Money.ofMicros(8);

    private final Criteria criteria;
    private final ClusterSnapshot snapshot;
    private final Places places;

    Relocation(Criteria criteria, ClusterSnapshot snapshot, Places places) {
        this.criteria = criteria;
        this.snapshot = snapshot;
        this.places = places;
    }

    /** A decision, and the place that it takes. */
    record Found(Migration migration, Candidate candidate) {}

    /**
     * Where an attempt should go, if that is worth it.
     *
     * @param forcedIn when it must leave anyway
     */
    Optional<Found> worth(RunningTask attempt, Cause cause, Optional<Duration> forcedIn) {
        return anywhere(attempt, Optional.empty(), cause)
                .filter(found -> criteria.moves().isWorth(moveCase(attempt, found.candidate(), forcedIn)));
    }

    private MoveCase moveCase(RunningTask attempt, Candidate to, Optional<Duration> forcedIn) {
        Mobility mobility = attempt.mobility().orElseThrow();
        long here = places.of(attempt.node())
                .map(candidate -> candidate.node().transfer().bytesPerSecond())
                .orElse(0L);
        long there = to.node().transfer().bytesPerSecond();
        return new MoveCase(
                mobility.memory(),
                here == 0 || there == 0 ? Math.max(here, there) : Math.min(here, there),
                attempt.remaining(),
                forcedIn,
                mobility.unsaved(),
                mobility.moves(),
                mobility.lastMove().map(last -> Duration.between(last, snapshot.now())));
    }

    /** The best other node that could take it over, whether that is worth it or not. */
    Optional<Found> anywhere(RunningTask attempt, Optional<NodeId> wanted, Cause cause) {
        if (attempt.mobility().isEmpty() || attempt.cancelled()) {
            return Optional.empty();
        }
        WaitingTask task = attempt.mobility().get().now();
        boolean willBurst =
                task.request().placement().burst() && task.deadline().isEmpty();
        Found best = null;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (Candidate candidate : places.all()) {
            NodeId node = candidate.node().id();
            boolean may = wanted.map(node::equals).orElse(true)
                    && !node.equals(attempt.node())
                    && candidate.node().transfer().possible()
                    && (willBurst || !candidate.isBurst());
            if (may && Filters.isEligible(task.request(), candidate) && Filters.hasRoom(task.request(), candidate)) {
                double score = criteria.ranking().of(task, candidate);
                Optional<Fuel> limit = limit(attempt.mobility().get(), candidate);
                if (limit.isPresent() && score > bestScore) {
                    bestScore = score;
                    best = new Found(migration(attempt, candidate, limit.get(), cause), candidate);
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Migration migration(RunningTask attempt, Candidate to, Fuel limit, Cause cause) {
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
    private static Optional<Fuel> limit(Mobility mobility, Candidate to) {
        Optional<Fuel> now = affordable(mobility.now(), to)
                .map(fuel -> fuel.plus(mobility.here().fuel()));
        Optional<Fuel> later = affordable(mobility.later(), to)
                .map(fuel -> fuel.plus(mobility.there().fuel()));
        return now.isPresent() && later.isPresent() ? Optional.of(now.get().min(later.get())) : Optional.empty();
    }

    private static Optional<Fuel> affordable(WaitingTask task, Candidate to) {
        Request request = task.request();
        return Billing.affordableFuel(
                request.resources(),
                request.wallLimit(),
                request.maxPrice().minus(ROUNDING),
                request.fuelLimit(),
                to.tariff());
    }
}
