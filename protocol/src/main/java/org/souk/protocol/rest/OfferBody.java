package org.souk.protocol.rest;

import java.util.Map;

/**
 * What an owner sells of a node.
 *
 * @param yieldToOwner sell no more than the machine's own forecast load leaves free
 * @param pool the group of nodes that it belongs to; may be absent
 * @param burst what is sold beyond the resources; may be absent
 * @param policy an expression over {@code task}, {@code buyer} and {@code now} that must hold; may be absent
 * @param attributes what the owner declares of the node, for the requirements of buyers; may be absent
 * @param region where it is, as the owner says; may be absent
 */
public record OfferBody(
        ResourcesBody resources,
        TariffBody tariff,
        boolean yieldToOwner,
        String pool,
        BurstBody burst,
        String policy,
        Map<String, String> attributes,
        String region) {
    /** An offer to everybody, outside of pools and without burst capacity. */
    public OfferBody(ResourcesBody resources, TariffBody tariff, boolean yieldToOwner) {
        this(resources, tariff, yieldToOwner, null, null, null, null, null);
    }
}
