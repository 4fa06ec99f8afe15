package org.souk.core.scheduling.planning;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;

/** The room that is kept for tasks whose deadlines were promised, in the middle of a plan. */
final class PromisedRooms {
    private final Slots slots;
    private final Map<TaskId, Reservation> rooms = new HashMap<>();
    private final List<Reservation> found = new ArrayList<>();
    private final List<TaskId> lost = new ArrayList<>();

    PromisedRooms(List<Reservation> promised, Slots slots) {
        this.slots = slots;
        promised.forEach(room -> rooms.put(room.task(), room));
    }

    Optional<Reservation> of(TaskId task) {
        return Optional.ofNullable(rooms.get(task));
    }

    boolean has(TaskId task) {
        return rooms.containsKey(task);
    }

    /** Where the task has its room; empty when it has none or its node is gone. */
    Optional<Slot> place(TaskId task) {
        return of(task).flatMap(room -> slots.of(room.node()));
    }

    /**
     * Leaves the task's own room free for it for a while.
     *
     * @return whether it was kept until now: then it has to be {@link #putBack}
     */
    boolean setAside(TaskId task) {
        Reservation room = rooms.get(task);
        return room != null
                && slots.of(room.node()).map(slot -> slot.giveUp(room)).orElse(false);
    }

    /** Takes back a {@link #setAside} that said yes. */
    void putBack(TaskId task) {
        Reservation room = rooms.get(task);
        slots.of(room.node()).orElseThrow().keep(room);
    }

    /** From now on this is kept for its task. */
    void keep(Reservation room) {
        rooms.put(room.task(), room);
        slots.of(room.node()).ifPresent(slot -> slot.keep(room));
        found.add(room);
    }

    /** Nothing is kept for the task any more. */
    void withdraw(TaskId task) {
        setAside(task);
        rooms.remove(task);
    }

    /** The task has started: what was found for it need not be told. */
    void started(TaskId task) {
        withdraw(task);
        found.removeIf(room -> room.task().equals(task));
    }

    /** The promise cannot be kept any more. */
    void lose(TaskId task) {
        lost.add(task);
    }

    /** Room that this plan has found. */
    List<Reservation> found() {
        return found;
    }

    /** Promises that this plan gives up. */
    List<TaskId> lost() {
        return lost;
    }
}
