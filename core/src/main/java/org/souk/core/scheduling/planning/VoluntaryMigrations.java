package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.migration.MigrationCause;
import org.souk.core.node.Availability;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Preemption.Mode;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.preemption.VictimSelection;

/**
 * Who had better leave a node before {@link OwnerReclaim} makes them: its owner drains it, has announced maintenance or
 * lowered the offer, or is forecast to need the room.
 */
final class VoluntaryMigrations {
    /** How long before an announced maintenance the first ones leave. */
    private static final Duration NOTICE = Duration.ofMinutes(10);
    /** Leaving takes room on both nodes, so not all leave at once. */
    private static final int AT_ONCE = 4;

    /** The smallest snapshot first: the most is done soonest. */
    private static final Comparator<RunningTask> LIGHTEST_FIRST = Comparator.comparing(
                    (RunningTask attempt) -> attempt.mobility().orElseThrow().memory())
            .thenComparing(RunningTask::task);

    private VoluntaryMigrations() {}

    /** @param forcedIn when it must leave at the latest; empty when it may stay */
    record Departure(RunningTask attempt, MigrationCause cause, Optional<Duration> forcedIn) {}

    /** True when nobody need think of leaving. */
    static boolean isCalm(NodeSnapshot node, Capacity capacity) {
        return node.availability() != Availability.DRAINING
                && node.openFor().isEmpty()
                && node.restrictions().surplusUntil().isEmpty()
                && !capacity.isCrowded();
    }

    static List<Departure> of(NodeSnapshot node, Capacity capacity, List<RunningTask> held, Instant now) {
        List<RunningTask> able = held.stream()
                .filter(attempt -> attempt.mobility().isPresent() && !attempt.cancelled())
                .sorted(LIGHTEST_FIRST)
                .toList();
        if (able.isEmpty()) {
            return List.of();
        }
        if (node.availability() == Availability.DRAINING) {
            return all(able, MigrationCause.DRAIN, node.restrictions().drainBy().map(by -> until(by, now)));
        }
        Optional<Duration> openFor = node.openFor().filter(open -> open.compareTo(NOTICE) <= 0);
        if (openFor.isPresent()) {
            return all(able, MigrationCause.MAINTENANCE, openFor);
        }
        Capacity left = capacity;
        for (RunningTask attempt : held) {
            if (attempt.cancelled()) {
                left = left.releasing(attempt.held(), attempt.burst());
            }
        }
        List<Departure> some = new ArrayList<>();
        Optional<Duration> grace = node.restrictions().surplusUntil().map(until -> until(until, now));
        for (boolean burst : List.of(false, true)) {
            List<RunningTask> kind =
                    able.stream().filter(attempt -> attempt.burst() == burst).toList();
            some.addAll(all(fewest(kind, left, c -> !c.isOversold(burst)), MigrationCause.OFFER, grace));
        }
        if (some.isEmpty()) {
            // Burst attempts leave at once when the owner needs their room; reserved ones may stay.
            some.addAll(all(fewest(able, left, c -> !c.isCrowded()), MigrationCause.OWNER, Optional.empty()));
        }
        return some;
    }

    private static List<RunningTask> fewest(List<RunningTask> able, Capacity capacity, Predicate<Capacity> goal) {
        return goal.test(capacity) ? List.of() : VictimSelection.of(able, Mode.REQUEUE, capacity, goal);
    }

    private static List<Departure> all(List<RunningTask> leaving, MigrationCause cause, Optional<Duration> forcedIn) {
        return leaving.stream()
                .limit(AT_ONCE)
                .map(attempt -> new Departure(attempt, cause, forcedIn))
                .toList();
    }

    private static Duration until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
