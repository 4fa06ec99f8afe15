package org.souk.core.scheduling;

import java.util.List;
import org.souk.core.task.TaskId;

/**
 * What should happen now.
 *
 * @param preemptions attempts that make room for others, before these are assigned
 * @param resumptions suspended attempts that go on
 * @param expired tasks whose deadline passed while they waited
 */
public record Plan(
        long tick,
        List<Assignment> assignments,
        List<Preemption> preemptions,
        List<Resumption> resumptions,
        List<Deferral> deferrals,
        List<TaskId> expired) {
    public Plan {
        assignments = List.copyOf(assignments);
        preemptions = List.copyOf(preemptions);
        resumptions = List.copyOf(resumptions);
        deferrals = List.copyOf(deferrals);
        expired = List.copyOf(expired);
    }

    public boolean isEmpty() {
        return assignments.isEmpty() && preemptions.isEmpty() && resumptions.isEmpty() && expired.isEmpty();
    }
}
