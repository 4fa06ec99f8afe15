package org.souk.core.node;

import java.util.Map;
import java.util.Optional;

/**
 * On which terms an owner sells, beyond capacity and prices.
 *
 * @param policy an expression over task and buyer that must hold, in the market's expression language
 * @param attributes what the owner declares of the node, for the requirements of buyers
 * @param region where the node is, as the owner says
 * @param pool the group of nodes that it belongs to
 */
public record Terms(
        Optional<String> policy, Map<String, String> attributes, Optional<String> region, Optional<String> pool) {
    public static final Terms NONE = new Terms(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    public Terms {
        attributes = Map.copyOf(attributes);
        PoolName.check("offer.pool", pool);
    }
}
