package org.souk.core.submission;

import java.util.HashMap;
import java.util.Map;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.AccountId;
import org.souk.core.leader.Leader;

/** Holds buyers to the number of unfinished tasks that their plans allow, also when many requests come at once. */
public final class Quota {
    private final Leader leader;
    private final Map<AccountId, Integer> underWay = new HashMap<>();

    public Quota(Leader leader) {
        this.leader = leader;
    }

    /** Room for tasks that are being taken in; closed once the leader knows them, or when they were refused. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws QuotaExceeded when there is no room for so many more */
    synchronized Room reserve(AccountId buyer, int more) {
        ServicePlan plan = leader.planOf(buyer);
        int unfinished = leader.unfinished(buyer) + underWay.getOrDefault(buyer, 0);
        if (unfinished + more > plan.maxUnfinished()) {
            throw new QuotaExceeded(plan, unfinished, more);
        }
        underWay.merge(buyer, more, Integer::sum);
        return () -> release(buyer, more);
    }

    private synchronized void release(AccountId buyer, int more) {
        underWay.computeIfPresent(buyer, (account, count) -> count == more ? null : count - more);
    }
}
