package org.souk.core.submission;

import java.util.List;
import org.souk.core.task.Task;

/**
 * What became of a submission.
 *
 * @param tasks one for each order; of an array, its first element
 * @param created all that are new; none when an earlier request under the same key has made them
 */
public record Accepted(List<Task> tasks, List<Task> created) {
    public boolean replayed() {
        return created.isEmpty();
    }
}
