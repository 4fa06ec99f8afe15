package org.souk.protocol.rest;

/**
 * A group of nodes and what they have together.
 *
 * @param nodes all that are enrolled in it
 * @param selling those that take tasks now; only they count below
 * @param forSale taken or free
 * @param reserved what of that is taken
 * @param burstForSale beyond that, likewise
 * @param burstReserved what of that is taken
 */
public record PoolBody(
        String name,
        int nodes,
        int selling,
        ResourcesBody forSale,
        ResourcesBody reserved,
        ResourcesBody burstForSale,
        ResourcesBody burstReserved) {}
