package org.souk.core.scheduling.limit;

import java.util.HashMap;
import java.util.Map;
import org.souk.core.common.AccountId;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.units.Resources;

/** Holds each buyer to what its service plan allows on nodes at the same time. */
public final class PlanQuota implements Limit {
    public static final String NAME = "service plan";

    private final Sharing sharing;
    private final Map<AccountId, Resources> onNodes = new HashMap<>();

    public PlanQuota(Sharing sharing) {
        this.sharing = sharing;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean admits(WaitingTask task) {
        Resources allowed = sharing.of(task.buyer()).plan().maxOnNodes();
        return task.request().resources().fitsIn(allowed.less(taken(task.buyer())));
    }

    @Override
    public void took(WaitingTask task) {
        onNodes.put(task.buyer(), taken(task.buyer()).plus(task.request().resources()));
    }

    private Resources taken(AccountId buyer) {
        Resources planned = onNodes.get(buyer);
        return planned == null ? sharing.of(buyer).onNodes() : planned;
    }
}
