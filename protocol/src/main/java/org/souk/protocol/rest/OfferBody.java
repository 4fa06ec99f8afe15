package org.souk.protocol.rest;

/**
 * What an owner sells of a node.
 *
 * @param yieldToOwner sell no more than the machine's own forecast load leaves free
 * @param pool the group of nodes that it belongs to; may be absent
 * @param burst what is sold beyond the resources; may be absent
 */
public record OfferBody(
        ResourcesBody resources, TariffBody tariff, boolean yieldToOwner, String pool, BurstBody burst) {
    /** An offer outside of pools and without burst capacity. */
    public OfferBody(ResourcesBody resources, TariffBody tariff, boolean yieldToOwner) {
        this(resources, tariff, yieldToOwner, null, null);
    }
}
