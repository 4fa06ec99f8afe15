package org.souk.core.scheduling.limit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;

/** All limits, counted over one plan. */
public final class PlanLimits {
    /** The reason is the same for all whom it holds back: in a full array they may be very many. */
    private record Named(Limit limit, Optional<WaitReason> reason) {}

    private final List<Named> all;

    public PlanLimits(Sharing sharing) {
        this.all = Stream.of(new ArrayLimit(sharing), new PlanQuota(sharing))
                .map(limit -> new Named(limit, Optional.of(WaitReason.limit(limit.name()))))
                .toList();
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
