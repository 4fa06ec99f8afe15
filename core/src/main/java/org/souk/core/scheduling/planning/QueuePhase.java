package org.souk.core.scheduling.planning;

import java.util.Optional;
import org.souk.core.migration.MigrationCause;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.planning.ServiceOrder.Entry;
import org.souk.core.scheduling.slot.Slot;

/**
 * The last phase: the queue is served in {@link ServiceOrder}; each task gets the best of the places that will do, and
 * suspended attempts go on where they are. A task that fits nowhere does not block those behind it, unless it has waited
 * for long: then room is kept for it too. A task of a higher class may take the place of lower ones where it would else
 * wait.
 */
final class QueuePhase {
    private final PlanState state;
    private final SlotSearch search;
    private final AttemptMoves moves;
    private final LowerClassPreemption preemption;

    QueuePhase(PlanState state, SlotSearch search, AttemptMoves moves) {
        this.state = state;
        this.search = search;
        this.moves = moves;
        this.preemption = new LowerClassPreemption(state);
    }

    void run() {
        ServiceOrder order = new ServiceOrder(state.snapshot(), state.rules());
        for (Optional<Entry> next = order.next(); next.isPresent(); next = order.next()) {
            Entry entry = next.get();
            if (entry.suspended().filter(this::resume).isPresent()) {
                RunningTask resumed = entry.suspended().get();
                order.took(resumed.resources(), resumed.remaining());
            } else if (entry.waiting().filter(this::serve).isPresent()) {
                Request request = entry.waiting().get().request();
                order.took(request.resources(), request.expected());
            }
        }
    }

    /** @return whether it goes on where it is */
    private boolean resume(RunningTask attempt) {
        if (state.isLeaving(attempt.task())) {
            return false;
        }
        Optional<Slot> place =
                state.slots().of(attempt.node()).filter(slot -> slot.node().connected() && slot.canResume(attempt));
        if (place.isPresent()) {
            state.resume(attempt, place.get());
        } else if (!moves.move(attempt, MigrationCause.PREEMPTED, Optional.empty())) {
            state.backfill().keepFor(attempt);
        }
        return place.isPresent();
    }

    /** @return whether the task has got a place */
    private boolean serve(WaitingTask task) {
        if (state.isAssigned(task.id())) {
            return false;
        }
        boolean late = task.deadline()
                .filter(deadline -> !deadline.isAfter(state.now()))
                .isPresent();
        if (late) {
            state.expire(task.id());
            return false;
        }
        Optional<WaitReason> reached = state.limits().reached(task);
        if (reached.isPresent()) {
            state.defer(new Deferral(task.id(), reached.get()));
            return false;
        }
        Optional<Slot> best = search.best(task);
        best.ifPresent(place -> state.assign(task, place));
        if (best.isPresent() || preemption.serve(task)) {
            return true;
        }
        if (!state.promised().has(task.id())) {
            state.backfill().keepFor(task);
        }
        state.defer(new Deferral(task.id(), reason(task)));
        return false;
    }

    /** Why no place was found for it. */
    private WaitReason reason(WaitingTask task) {
        boolean comesLater = state.promised()
                .of(task.id())
                .filter(room -> room.start().isAfter(state.now()))
                .isPresent();
        if (comesLater) {
            return WaitReason.NOT_BEFORE;
        }
        WaitReason reason = search.reason();
        boolean notTried = preemption.isExhausted() && preemption.hasLower(task);
        return notTried && reason.kind() == WaitReason.Kind.NO_ROOM ? WaitReason.BUDGET_OF_TICK : reason;
    }
}
