package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a task waited for its first node.
 *
 * @param requested the class that its buyer asked for
 * @param until when it got the node
 */
public record PastWait(Priority requested, Duration waited, Instant until) {
    /** Present for a task in its first attempt that stands alone: others may have waited for each other. */
    public static Optional<PastWait> of(TaskSummary task) {
        return task.progress().attempts() == 1 && task.spec().isAlone()
                ? task.current()
                        .map(attempt -> between(task.spec().priority(), task.submittedAt(), attempt.assignedAt()))
                : Optional.empty();
    }

    /** From the submission to the first assignment. */
    public static PastWait between(Priority requested, Instant submitted, Instant assigned) {
        return new PastWait(requested, Duration.between(submitted, assigned), assigned);
    }
}
