package org.souk.core.scheduling.planning;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.migration.MigrationCause;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.Resumption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;

/** Carries out on the places of a snapshot what was decided on them, so that they are as they were when the plan was made. */
final class PlanReplay {
    private final ClusterSnapshot snapshot;
    private final Plan plan;
    private final Slots slots;
    private final PromisedRooms rooms;

    /** @param places of the snapshot, as new */
    PlanReplay(ClusterSnapshot snapshot, Plan plan, Slots slots) {
        this.snapshot = snapshot;
        this.plan = plan;
        this.slots = slots;
        this.rooms = new PromisedRooms(snapshot.reservations(), slots);
    }

    /** @param whose room is left free, since a task is not in its own way */
    void carryOut(TaskId whose) {
        plan.preemptions().forEach(this::preempt);
        plan.migrations().forEach(this::migrate);
        plan.lost().forEach(rooms::withdraw);
        for (Reservation room : plan.reservations()) {
            rooms.withdraw(room.task());
            rooms.keep(room);
        }
        plan.resumptions().forEach(this::resume);
        assign();
        plan.rooms().backfill().stream()
                .filter(room -> !room.task().equals(whose))
                .forEach(room -> reserved(room.node()).keep(room));
        rooms.withdraw(whose);
    }

    /** Room that the owner gets back is not sold again: for the rest of the plan it counts as taken. */
    private void preempt(Preemption preemption) {
        Slot place = reserved(preemption.node());
        RunningTask victim = held(place, preemption.task());
        if (preemption.cause() == Preemption.Cause.TASK) {
            place.release(victim, preemption.mode());
        } else {
            place.held().remove(victim);
        }
    }

    private void migrate(Migration migration) {
        Slot from = reserved(migration.from());
        RunningTask attempt = held(from, migration.task());
        if (migration.cause() != MigrationCause.PREEMPTED) {
            from.held().remove(attempt);
        }
        place(migration.to(), migration.burst())
                .start(attempt.mobility().orElseThrow().now());
    }

    private void resume(Resumption resumption) {
        Slot place = reserved(resumption.node());
        place.resume(held(place, resumption.task()));
    }

    private void assign() {
        Map<TaskId, WaitingTask> waiting = new HashMap<>();
        snapshot.waiting().forEach(task -> waiting.put(task.id(), task));
        for (Assignment assignment : plan.assignments()) {
            rooms.withdraw(assignment.task());
            place(assignment.node(), assignment.burst()).start(waiting.get(assignment.task()));
        }
    }

    private Slot place(NodeId node, boolean burst) {
        Slot reserved = reserved(node);
        return burst ? reserved.sibling().orElseThrow() : reserved;
    }

    private Slot reserved(NodeId node) {
        return slots.of(node).orElseThrow();
    }

    private static RunningTask held(Slot place, TaskId task) {
        Optional<RunningTask> held = place.held().stream()
                .filter(attempt -> attempt.task().equals(task))
                .findFirst();
        return held.orElseThrow();
    }
}
