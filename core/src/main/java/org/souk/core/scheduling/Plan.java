package org.souk.core.scheduling;

import java.util.List;
import org.souk.core.common.TaskId;

/**
 * What should happen now.
 *
 * @param preemptions attempts that make room for others, before these are assigned
 * @param resumptions suspended attempts that go on
 * @param migrations attempts that move to other nodes while they run
 * @param reservations room that is kept from now on for promised tasks that had none, or had it where it cannot be
 * @param lost promised tasks whose room cannot be kept any more, and for which no other was found
 * @param expired tasks whose deadline passed while they waited
 */
public record Plan(
        long tick,
        List<Assignment> assignments,
        List<Preemption> preemptions,
        List<Resumption> resumptions,
        List<Migration> migrations,
        List<Reservation> reservations,
        List<TaskId> lost,
        List<Deferral> deferrals,
        List<TaskId> expired) {
    public Plan {
        migrations = List.copyOf(migrations);
        assignments = List.copyOf(assignments);
        preemptions = List.copyOf(preemptions);
        resumptions = List.copyOf(resumptions);
        reservations = List.copyOf(reservations);
        lost = List.copyOf(lost);
        deferrals = List.copyOf(deferrals);
        expired = List.copyOf(expired);
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
        this(tick, assignments, preemptions, resumptions, List.of(), reservations, List.of(), deferrals, expired);
    }

    /** Moves one task, and does nothing else. */
    public static Plan moving(Migration migration) {
        return new Plan(
                0, List.of(), List.of(), List.of(), List.of(migration), List.of(), List.of(), List.of(), List.of());
    }

    /** Ends tasks whose deadlines have passed, and does nothing else. */
    public static Plan expiring(List<TaskId> overdue) {
        return new Plan(0, List.of(), List.of(), List.of(), List.of(), List.of(), overdue);
    }

    public boolean isEmpty() {
        return assignments.isEmpty()
                && preemptions.isEmpty()
                && resumptions.isEmpty()
                && migrations.isEmpty()
                && expired.isEmpty();
    }
}
