package org.souk.core.task;

import java.time.Instant;
import org.souk.core.common.AccountId;
import org.souk.core.units.Resources;

/** What an attempt of a buyer has reserved, and from when to when. */
public record PastRun(AccountId buyer, Resources reserved, Instant from, Instant to) {
    /** The attempt that a node holds, until now. */
    public static PastRun soFar(TaskSummary task, Instant now) {
        return new PastRun(
                task.buyer(),
                task.spec().resources(),
                task.current().orElseThrow().assignedAt(),
                now);
    }
}
