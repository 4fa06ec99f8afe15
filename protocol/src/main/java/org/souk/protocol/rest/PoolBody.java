package org.souk.protocol.rest;

/**
 * A group of nodes and what they have together.
 *
 * @param nodes all that are enrolled in it
 * @param selling those that take tasks now; only they count below
 * @param reserved of what is for sale
 * @param burstForSale beyond that
 * @param burstReserved of it
 */
public record PoolBody(
        String name,
        int nodes,
        int selling,
        ResourcesBody forSale,
        ResourcesBody reserved,
        ResourcesBody burstForSale,
        ResourcesBody burstReserved) {}
