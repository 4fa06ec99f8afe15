package org.souk.core.scheduling;

import java.time.Instant;
import java.util.Comparator;

/** The order in which waiting tasks are served: by priority class, then deadline, then age. */
public final class QueueOrder {
    private static final Comparator<WaitingTask> ORDER = Comparator.comparing(WaitingTask::priority)
            .reversed()
            .thenComparing(task -> task.deadline().orElse(Instant.MAX))
            .thenComparing(WaitingTask::submittedAt)
            .thenComparing(WaitingTask::id);

    private QueueOrder() {}

    public static Comparator<WaitingTask> comparator() {
        return ORDER;
    }
}
