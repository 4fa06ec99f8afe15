package org.souk.core.scheduling;

import java.util.Map;
import org.souk.core.common.AccountId;
import org.souk.core.units.Resources;

/**
 * How buyers share the market at the moment.
 *
 * @param forSale what all nodes sell together, connected or not, by which shares are measured: see {@link FairShare#dominant}
 * @param buyers everyone who has a task waiting or on a node
 * @param arrays for each array with elements on nodes, how many
 */
public record Sharing(Resources forSale, Map<AccountId, BuyerShare> buyers, Map<String, Integer> arrays) {
    /** Nobody has had anything. */
    public static final Sharing NONE = new Sharing(Resources.NONE, Map.of(), Map.of());

    public Sharing {
        buyers = Map.copyOf(buyers);
        arrays = Map.copyOf(arrays);
    }

    public BuyerShare of(AccountId buyer) {
        return buyers.getOrDefault(buyer, BuyerShare.NEWCOMER);
    }

    /** How many elements of an array are on nodes. */
    public int elementsOnNodes(String array) {
        return arrays.getOrDefault(array, 0);
    }
}
