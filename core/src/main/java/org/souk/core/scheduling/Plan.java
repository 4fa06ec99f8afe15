package org.souk.core.scheduling;

import java.util.List;
import org.souk.core.task.TaskId;

/**
 * What should happen now.
 *
 * @param expired tasks whose deadline passed while they waited
 */
public record Plan(long tick, List<Assignment> assignments, List<Deferral> deferrals, List<TaskId> expired) {
    public Plan {
        assignments = List.copyOf(assignments);
        deferrals = List.copyOf(deferrals);
        expired = List.copyOf(expired);
    }

    public boolean isEmpty() {
        return assignments.isEmpty() && expired.isEmpty();
    }
}
