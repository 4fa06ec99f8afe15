package org.souk.core.scheduling.limit;

import java.util.List;
import java.util.Optional;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;

/** All limits, counted over one plan. */
public final class PlanLimits {
    /** The same for all whom a limit holds back: in a full array they may be very many. */
    private static final Optional<WaitReason> FULL_ARRAY = Optional.of(WaitReason.limit(ArrayLimit.NAME));

    private static final Optional<WaitReason> FULL_QUOTA = Optional.of(WaitReason.limit(PlanQuota.NAME));

    private record Named(Limit limit, Optional<WaitReason> reason) {}

    private final List<Named> all;

    public PlanLimits(Sharing sharing) {
        this.all =
                List.of(new Named(new ArrayLimit(sharing), FULL_ARRAY), new Named(new PlanQuota(sharing), FULL_QUOTA));
    }

    /** That the first of the limits that the task has reached holds it back; empty when it has reached none. */
    public Optional<WaitReason> reached(WaitingTask task) {
        for (Named named : all) {
            if (!named.limit.admits(task)) {
                return named.reason;
            }
        }
        return Optional.empty();
    }

    /** The plan gives the task a node. */
    public void took(WaitingTask task) {
        all.forEach(named -> named.limit.took(task));
    }
}
