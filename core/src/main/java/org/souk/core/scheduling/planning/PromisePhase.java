package org.souk.core.scheduling.planning;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.preemption.Eviction;
import org.souk.core.scheduling.preemption.PreemptionProtection;
import org.souk.core.scheduling.slot.Slot;

/**
 * The second phase: promises that fall due are served, and those that have lost their room get another. The room is
 * theirs, and who uses it makes room; what was promised is not held up by limits.
 */
final class PromisePhase {
    private final PlanState state;
    private final SlotSearch search;
    private final PromisedRooms rooms;

    PromisePhase(PlanState state, SlotSearch search) {
        this.state = state;
        this.search = search;
        this.rooms = state.promised();
    }

    void run() {
        List<WaitingTask> promised = state.snapshot().waiting().stream()
                .filter(task -> task.deadline()
                        .filter(deadline -> deadline.isAfter(state.now()))
                        .isPresent())
                .sorted(Comparator.comparing(this::latestStart).thenComparing(WaitingTask::id))
                .toList();
        for (WaitingTask task : promised) {
            if (!hasItsRoom(task)) {
                findRoomAgain(task);
            }
            boolean early = rooms.of(task.id())
                    .filter(room -> room.start().isAfter(state.now()))
                    .isPresent();
            if (!early) {
                serveAtOnce(task);
            }
        }
    }

    private Instant latestStart(WaitingTask task) {
        return rooms.of(task.id()).map(Reservation::start).orElseGet(() -> task.deadline()
                .orElseThrow()
                .minus(task.request().expected()));
    }

    private boolean hasItsRoom(WaitingTask task) {
        return rooms.place(task.id())
                .filter(place -> Filters.isEligible(task.request(), place)
                        && task.request()
                                .resources()
                                .fitsIn(place.sellable(task.request().expected())))
                .isPresent();
    }

    private void findRoomAgain(WaitingTask task) {
        boolean hadRoom = rooms.has(task.id());
        rooms.withdraw(task.id());
        Optional<Reservation> found = new Promises(state.criteria(), state.snapshot(), state.slots()).room(task);
        found.ifPresent(rooms::keep);
        if (hadRoom && found.isEmpty()) {
            rooms.lose(task.id());
        }
    }

    private void serveAtOnce(WaitingTask task) {
        boolean kept = rooms.setAside(task.id());
        boolean served = startOnItsRoom(task) || startAnywhere(task) || evictAnywhere(task);
        if (kept && !served) {
            rooms.putBack(task.id());
        }
    }

    /** Where its room is, whoever is there. */
    private boolean startOnItsRoom(WaitingTask task) {
        Optional<Slot> own = rooms.place(task.id()).filter(place -> Filters.isEligible(task.request(), place));
        if (own.isEmpty()) {
            return false;
        }
        boolean free = own.get()
                .capacity(task.request().expected())
                .fits(task.request().resources(), false);
        if (free) {
            state.assign(task, own.get());
        }
        return free || evict(task, own.get());
    }

    private boolean startAnywhere(WaitingTask task) {
        Optional<Slot> best = search.best(task);
        best.ifPresent(place -> state.assign(task, place));
        return best.isPresent();
    }

    private boolean evictAnywhere(WaitingTask task) {
        return state.occupied().stream()
                .filter(place -> Filters.isEligible(task.request(), place))
                .limit(state.rules().probes())
                .anyMatch(place -> evict(task, place));
    }

    private boolean evict(WaitingTask task, Slot place) {
        Predicate<RunningTask> allowed = new PreemptionProtection(state.rules(), state.now(), place.held()).allows();
        Optional<Eviction> eviction = Eviction.on(place, task.request(), allowed.and(attempt -> !attempt.isPromised()));
        eviction.ifPresent(found -> state.evict(found, task));
        return eviction.isPresent();
    }
}
