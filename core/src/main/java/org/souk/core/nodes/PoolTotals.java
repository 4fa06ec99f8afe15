package org.souk.core.nodes;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.souk.core.live.LiveNode;
import org.souk.core.units.Resources;

/**
 * What the nodes of a pool have together.
 *
 * @param nodes all that are enrolled in it
 * @param selling those that are connected, active and not in quarantine: only they count below
 * @param forSale of the reserved kind, taken or free
 * @param reserved what of that is taken
 * @param burstForSale of the burst kind, taken or free
 * @param burstReserved what of that is taken
 */
public record PoolTotals(
        String pool,
        int nodes,
        int selling,
        Resources forSale,
        Resources reserved,
        Resources burstForSale,
        Resources burstReserved) {
    private static PoolTotals empty(String pool) {
        return new PoolTotals(pool, 0, 0, Resources.NONE, Resources.NONE, Resources.NONE, Resources.NONE);
    }

    /** The pools of these nodes, by name; nodes without a pool are left out. */
    public static List<PoolTotals> of(List<LiveNode> nodes) {
        Map<String, PoolTotals> pools = new TreeMap<>();
        for (LiveNode live : nodes) {
            live.node()
                    .offer()
                    .terms()
                    .pool()
                    .ifPresent(pool -> pools.put(
                            pool, pools.getOrDefault(pool, empty(pool)).plus(live)));
        }
        return List.copyOf(pools.values());
    }

    private PoolTotals plus(LiveNode live) {
        if (!live.isSelling()) {
            return new PoolTotals(pool, nodes + 1, selling, forSale, reserved, burstForSale, burstReserved);
        }
        return new PoolTotals(
                pool,
                nodes + 1,
                selling + 1,
                forSale.plus(live.node().offer().forSale()),
                reserved.plus(live.reserved()),
                burstForSale.plus(live.node().offer().burstForSale()),
                burstReserved.plus(live.burst()));
    }
}
