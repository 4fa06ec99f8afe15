package org.souk.core.market;

import java.util.HashMap;
import java.util.Map;
import org.souk.core.account.ServicePlan;
import org.souk.core.cluster.Buyers;
import org.souk.core.cluster.Cluster;
import org.souk.core.common.AccountId;

/** Holds buyers to the number of unfinished tasks that their plans allow, also when many requests come at once. */
final class Quota {
    private final Cluster cluster;
    private final Buyers buyers;
    private final Map<AccountId, Integer> underWay = new HashMap<>();

    Quota(Cluster cluster, Buyers buyers) {
        this.cluster = cluster;
        this.buyers = buyers;
    }

    /** Room for tasks that are being taken in; closed once the live state knows them, or when they were refused. */
    interface Room extends AutoCloseable {
        @Override
        void close();
    }

    /** @throws QuotaExceeded when there is no room for so many more */
    synchronized Room reserve(AccountId buyer, int more) {
        ServicePlan plan = buyers.planOf(buyer);
        int unfinished = cluster.unfinished(buyer) + underWay.getOrDefault(buyer, 0);
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
