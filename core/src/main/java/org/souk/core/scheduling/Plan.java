package org.souk.core.scheduling;

import java.util.List;
import org.souk.core.common.TaskId;

/**
 * What should happen now.
 *
 * @param preemptions attempts that make room for others, before these are assigned
 * @param resumptions suspended attempts that go on
 * @param migrations attempts that move to other nodes while they run
 * @param rooms what is kept for whom
 * @param unserved tasks that get nothing
 */
public record Plan(
        long tick,
        List<Assignment> assignments,
        List<Preemption> preemptions,
        List<Resumption> resumptions,
        List<Migration> migrations,
        Rooms rooms,
        Unserved unserved) {
    /**
     * What is kept for waiting tasks.
     *
     * @param found for promised tasks that had no room, or had it where it cannot be; kept from now on
     * @param lost promised tasks whose room cannot be kept any more, and for which no other was found
     * @param backfill kept in this plan alone, for those that have waited long
     */
    public record Rooms(List<Reservation> found, List<TaskId> lost, List<Reservation> backfill) {
        /** Nothing is promised, and nobody has waited long. */
        public static final Rooms NONE = new Rooms(List.of(), List.of(), List.of());

        public Rooms {
            found = List.copyOf(found);
            lost = List.copyOf(lost);
            backfill = List.copyOf(backfill);
        }
    }

    /**
     * Who goes away empty.
     *
     * @param deferrals tasks that wait
     * @param expired tasks whose deadline passed while they waited
     */
    public record Unserved(List<Deferral> deferrals, List<TaskId> expired) {
        public static final Unserved NOBODY = new Unserved(List.of(), List.of());

        public Unserved {
            deferrals = List.copyOf(deferrals);
            expired = List.copyOf(expired);
        }
    }

    public Plan {
        migrations = List.copyOf(migrations);
        assignments = List.copyOf(assignments);
        preemptions = List.copyOf(preemptions);
        resumptions = List.copyOf(resumptions);
    }

    /** A plan that moves nothing, and in which no promise loses its room. */
    public Plan(
            long tick,
            List<Assignment> assignments,
            List<Preemption> preemptions,
            List<Resumption> resumptions,
            List<Reservation> reservations,
            List<Deferral> deferrals,
            List<TaskId> expired) {
        this(
                tick,
                assignments,
                preemptions,
                resumptions,
                List.of(),
                new Rooms(reservations, List.of(), List.of()),
                new Unserved(deferrals, expired));
    }

    /** Moves one task, and does nothing else. */
    public static Plan moving(Migration migration) {
        return new Plan(0, List.of(), List.of(), List.of(), List.of(migration), Rooms.NONE, Unserved.NOBODY);
    }

    /** Ends tasks whose deadlines have passed, and does nothing else. */
    public static Plan expiring(List<TaskId> overdue) {
        return new Plan(0, List.of(), List.of(), List.of(), List.of(), List.of(), overdue);
    }

    /** Room that is kept from now on for promised tasks that had none, or had it where it cannot be. */
    public List<Reservation> reservations() {
        return rooms.found();
    }

    /** Promised tasks whose room cannot be kept any more, and for which no other was found. */
    public List<TaskId> lost() {
        return rooms.lost();
    }

    /** Tasks that wait, each with why. */
    public List<Deferral> deferrals() {
        return unserved.deferrals();
    }

    /** Tasks whose deadline passed while they waited. */
    public List<TaskId> expired() {
        return unserved.expired();
    }

    public boolean isEmpty() {
        return assignments.isEmpty()
                && preemptions.isEmpty()
                && resumptions.isEmpty()
                && migrations.isEmpty()
                && expired().isEmpty();
    }
}
