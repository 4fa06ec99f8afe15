package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;

/**
 * Keeps room for those that have waited for long, so that what is behind them can only start where it will be out of their
 * way: the reservations of EASY backfilling (Lifka, <i>The ANL/IBM SP Scheduling System</i>, 1995), given to a few that have
 * waited long instead of to whoever is first. They hold for one plan.
 */
final class BackfillReservations {
    /** For so many of one plan: more would leave nothing to be filled. */
    static final int AT_ONCE = 4;

    private final ClusterSnapshot snapshot;
    private final SchedulingRules rules;
    private final Slots slots;
    private final List<Reservation> given = new ArrayList<>();

    BackfillReservations(ClusterSnapshot snapshot, SchedulingRules rules, Slots slots) {
        this.snapshot = snapshot;
        this.rules = rules;
        this.slots = slots;
    }

    /** Keeps CPU for an attempt that has been suspended for long. */
    void keepFor(RunningTask suspended) {
        Instant since = suspended.preemptedAt().orElse(snapshot.now());
        if (suspended.burst() || !hasWaitedLong(since, suspended.expected())) {
            return;
        }
        slots.of(suspended.node())
                .ifPresent(slot -> slot.earliestResumption(suspended).ifPresent(start -> {
                    Instant from = Instant.ofEpochMilli(start);
                    keep(
                            slot,
                            new Reservation(
                                    suspended.task(),
                                    suspended.node(),
                                    from,
                                    from.plus(suspended.remaining()),
                                    Slot.cpuOf(suspended)));
                }));
    }

    /** Keeps room for a task without a promise that has waited for long, where it will be free first. */
    void keepFor(WaitingTask task) {
        Request request = task.request();
        if (!hasWaitedLong(task.submittedAt(), request.expected())) {
            return;
        }
        Slot first = null;
        long earliest = Long.MAX_VALUE;
        int seen = 0;
        for (Slot slot : slots.all()) {
            if (slot.isBurst()
                    || !request.resources().fitsIn(slot.sellable(request.expected()))
                    || !Filters.isEligible(request, slot)) {
                continue;
            }
            OptionalLong start = slot.earliestStart(request);
            if (start.isPresent() && start.getAsLong() < earliest) {
                first = slot;
                earliest = start.getAsLong();
            }
            seen++;
            if (seen == rules.probes()) {
                break;
            }
        }
        if (first != null) {
            Instant from = Instant.ofEpochMilli(earliest);
            keep(
                    first,
                    new Reservation(
                            task.id(), first.node().id(), from, from.plus(request.expected()), request.resources()));
        }
    }

    private boolean hasWaitedLong(Instant since, Duration expected) {
        Duration waited = Duration.between(since, snapshot.now());
        return given.size() < AT_ONCE && waited.compareTo(expected.multipliedBy(rules.protection())) >= 0;
    }

    private void keep(Slot slot, Reservation room) {
        given.add(room);
        slot.keep(room);
    }

    List<Reservation> given() {
        return given;
    }
}
