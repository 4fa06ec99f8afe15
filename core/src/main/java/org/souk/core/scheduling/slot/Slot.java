package org.souk.core.scheduling.slot;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.OwnerLoad;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.matching.Matchmaker;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.units.Resources;

/**
 * A place for tasks while a plan is made: a node's reserved or its burst capacity. What is left of it shrinks with every
 * assignment; the two places of a node share the machine's room.
 *
 * <p>A node on which room is kept for promised tasks also has a timeline: what starts on its reserved capacity must be
 * expected to end before the room is needed.
 */
public final class Slot {
    private final NodeSnapshot node;
    private final Matchmaker matchmaker;
    private final boolean burst;
    private final Tariff tariff;
    private final Shared shared;
    private Optional<Slot> sibling = Optional.empty();
    private int measured = -1;
    private Resources free;
    private Resources freeBesideOwner;

    /** Set by the index that the slot is in. */
    int cell = -1;

    int place = -1;

    /** What both places of a node see. */
    private static final class Shared {
        private final Instant now;
        private final Runnable fill;
        private List<RunningTask> held = List.of();
        private List<Reservation> kept = List.of();
        private List<Reservation> started = List.of();
        private final Resources[] rooms = new Resources[QuantileSeries.HORIZONS + 1];
        private Capacity capacity;
        private int changes;
        private Timeline timeline;

        private Shared(Capacity capacity, Instant now, Runnable fill) {
            this.fill = fill;
            this.capacity = capacity;
            this.now = now;
        }
    }

    private Slot(NodeSnapshot node, Matchmaker matchmaker, boolean burst, Shared shared) {
        this.node = node;
        this.matchmaker = matchmaker;
        this.burst = burst;
        this.tariff = node.offer().tariff(burst);
        this.shared = shared;
    }

    /**
     * The reserved place of a node and, when it sells burst capacity, the burst one.
     *
     * @param fill tells the places what their nodes hold, by {@link #holds}; called when that is asked for
     */
    public static List<Slot> of(NodeSnapshot node, Matchmaker matchmaker, Instant now, Runnable fill) {
        Shared shared = new Shared(node.capacity(), now, fill);
        Slot reserved = new Slot(node, matchmaker, false, shared);
        if (node.offer().burst().isEmpty()) {
            return List.of(reserved);
        }
        Slot bursting = new Slot(node, matchmaker, true, shared);
        reserved.sibling = Optional.of(bursting);
        bursting.sibling = Optional.of(reserved);
        return List.of(reserved, bursting);
    }

    /** The node's other place, if it has one. */
    public Optional<Slot> sibling() {
        return sibling;
    }

    public NodeSnapshot node() {
        return node;
    }

    /** Answers what requirements and policies say. */
    public Matchmaker matchmaker() {
        return matchmaker;
    }

    /** Whether this is the node's burst capacity, which only willing tasks get. */
    public boolean isBurst() {
        return burst;
    }

    /** What is paid here. */
    public Tariff tariff() {
        return tariff;
    }

    /** What the owner sells here and nobody has. */
    public Resources free() {
        measure();
        return free;
    }

    /** As {@link #free()}, and no more than the owner's own work is forecast to leave now. */
    public Resources freeBesideOwner() {
        measure();
        return freeBesideOwner;
    }

    /** As {@link #free()}, and no more than the owner's own work is forecast to leave for so long. */
    public Resources freeBesideOwner(Duration expected) {
        return isForeseen() ? capacity(expected).freeBesideOwner(burst) : freeBesideOwner();
    }

    /** Whether more is known of the owner's work than that it goes on as it is. */
    private boolean isForeseen() {
        return node.ownLoad().outlook().isPresent() && node.offer().yieldToOwner();
    }

    /** Asked for again and again in a search, and seldom changed. */
    private void measure() {
        if (measured != shared.changes) {
            measured = shared.changes;
            free = shared.capacity.free(burst);
            freeBesideOwner = shared.capacity.freeBesideOwner(burst);
        }
    }

    /** What the node sells and what of it is taken by now. */
    public Capacity capacity() {
        return shared.capacity;
    }

    /** The same, beside what the owner is forecast to need for so long. */
    public Capacity capacity(Duration expected) {
        return isForeseen() ? shared.capacity.beside(room(OwnerLoad.horizon(expected))) : shared.capacity;
    }

    private Resources room(int horizon) {
        if (shared.rooms[horizon] == null) {
            shared.rooms[horizon] = node.room(horizon);
        }
        return shared.rooms[horizon];
    }

    /** What reserved attempts may take together if one starts that runs for so long, whoever has it now. */
    public Resources sellable(Duration expected) {
        Capacity capacity = capacity(expected);
        return capacity.forSale().min(capacity.room());
    }

    /** What reserved attempts may take together at any time, whoever has it now. */
    public Resources sellable() {
        Resources room = isForeseen() ? room(QuantileSeries.HORIZONS) : shared.capacity.room();
        return shared.capacity.forSale().min(room);
    }

    /** The attempts that the reserved and the burst place hold, without those that have been preempted in this plan. */
    public List<RunningTask> held() {
        shared.fill.run();
        return shared.held;
    }

    void holds(RunningTask attempt) {
        if (shared.held.isEmpty()) {
            shared.held = new ArrayList<>();
        }
        shared.held.add(attempt);
    }

    boolean hasTimeline() {
        return !burst && !shared.kept.isEmpty();
    }

    /** Whether what starts now and runs as long as expected leaves the room that is kept for others. */
    public boolean keepsPromises(Resources resources, Duration expected) {
        return !hasTimeline() || timeline().fits(millis(shared.now), after(shared.now, expected), resources);
    }

    /** When so much will be free for so long, if all that runs and all that is kept takes as long as expected. */
    public OptionalLong earliestStart(Request request) {
        return timeline().earliestStart(millis(shared.now), request.expected().toMillis(), request.resources());
    }

    /** When a suspended attempt could go on, likewise. */
    public OptionalLong earliestResumption(RunningTask suspended) {
        return timeline()
                .earliestStart(millis(shared.now), suspended.remaining().toMillis(), cpuOf(suspended));
    }

    public void keep(Reservation reservation) {
        if (shared.kept.isEmpty()) {
            shared.kept = new ArrayList<>();
        }
        shared.kept.add(reservation);
        if (shared.timeline != null) {
            book(reservation);
        }
    }

    /** @return whether it was kept until now */
    public boolean giveUp(Reservation reservation) {
        boolean kept = !shared.kept.isEmpty() && shared.kept.remove(reservation);
        if (kept && shared.timeline != null) {
            shared.timeline.cancel(millis(reservation.start()), millis(reservation.end()), reservation.resources());
        }
        return kept;
    }

    private void book(Reservation reservation) {
        shared.timeline.book(millis(reservation.start()), millis(reservation.end()), reservation.resources());
    }

    /** What was started in this plan is booked as if promised: for a moment it cannot be preempted. */
    public void bookPromised(Timeline promised) {
        for (Reservation kept : shared.kept) {
            promised.book(millis(kept.start()), millis(kept.end()), kept.resources());
        }
        for (Reservation stay : shared.started) {
            promised.book(millis(stay.start()), millis(stay.end()), stay.resources());
        }
    }

    /** What runs and what is kept, if all take as long as expected. */
    public Timeline timeline() {
        if (shared.timeline == null) {
            shared.timeline = new Timeline(sellable());
            for (RunningTask attempt : held()) {
                if (!attempt.burst()) {
                    shared.timeline.book(millis(shared.now), expectedEnd(attempt), attempt.held());
                }
            }
            shared.started.forEach(this::book);
            shared.kept.forEach(this::book);
        }
        return shared.timeline;
    }

    private long expectedEnd(RunningTask attempt) {
        return after(shared.now, attempt.remaining());
    }

    /** A task starts here now. */
    public void start(WaitingTask task) {
        Request request = task.request();
        change(shared.capacity.taking(request.resources(), burst));
        if (!burst) {
            occupy(task.id(), request.resources(), request.expected());
        }
    }

    private void occupy(TaskId task, Resources resources, Duration expected) {
        Reservation stay = new Reservation(
                task, node.id(), shared.now, Instant.ofEpochMilli(after(shared.now, expected)), resources);
        if (shared.started.isEmpty()) {
            shared.started = new ArrayList<>();
        }
        shared.started.add(stay);
        if (shared.timeline != null) {
            book(stay);
        }
    }

    /** Whether there is CPU for a suspended attempt to go on. */
    public boolean canResume(RunningTask attempt) {
        Resources cpu = cpuOf(attempt);
        return shared.capacity.beside(shared.capacity.stay()).fits(cpu, attempt.burst())
                && (attempt.burst() || keepsPromises(cpu, attempt.remaining()));
    }

    public static Resources cpuOf(RunningTask attempt) {
        return new Resources(attempt.resources().cpu(), Resources.NONE.ram(), Resources.NONE.storage());
    }

    /** A suspended attempt goes on: it takes its CPU again. */
    public void resume(RunningTask attempt) {
        Resources cpu = cpuOf(attempt);
        change(shared.capacity.taking(cpu, attempt.burst()));
        if (!attempt.burst()) {
            occupy(attempt.task(), cpu, attempt.remaining());
        }
    }

    /** An attempt makes room: all that it held, or its CPU only. */
    public void release(RunningTask attempt, Preemption.Mode mode) {
        Resources freed = attempt.freed(mode);
        shared.held.remove(attempt);
        change(shared.capacity.releasing(freed, attempt.burst()));
        if (shared.timeline != null && !attempt.burst()) {
            shared.timeline.cancel(millis(shared.now), expectedEnd(attempt), freed);
        }
    }

    /** Takes back a {@link #release}. */
    public void restore(RunningTask attempt, Preemption.Mode mode) {
        Resources freed = attempt.freed(mode);
        shared.held.add(attempt);
        change(shared.capacity.taking(freed, attempt.burst()));
        if (shared.timeline != null && !attempt.burst()) {
            shared.timeline.book(millis(shared.now), expectedEnd(attempt), freed);
        }
    }

    private void change(Capacity capacity) {
        shared.capacity = capacity;
        shared.changes++;
    }

    private static long millis(Instant time) {
        return time.toEpochMilli();
    }

    /** Rounded up, so that nothing is believed to end before it does. */
    public static long after(Instant time, Duration duration) {
        return time.plus(duration).plusNanos(999_999).toEpochMilli();
    }
}
