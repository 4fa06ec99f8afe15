package org.souk.core.scheduling.limit;

import java.util.List;
import java.util.Optional;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;

/** All limits, counted over one plan. */
public final class PlanLimits {
    private final List<Limit> all;

    public PlanLimits(Sharing sharing) {
        this.all = List.of(new ArrayLimit(sharing), new PlanQuota(sharing));
    }

    /** The first limit that holds the task back. */
    public Optional<Limit> reached(WaitingTask task) {
        for (Limit limit : all) {
            if (!limit.admits(task)) {
                return Optional.of(limit);
            }
        }
        return Optional.empty();
    }

    /** The plan gives the task a node. */
    public void took(WaitingTask task) {
        all.forEach(limit -> limit.took(task));
    }
}
