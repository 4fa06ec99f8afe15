package org.souk.protocol.rest;

import java.time.Instant;

/**
 * A node as it is now.
 *
 * @param hardware absent until its agent has connected
 * @param attempts how many it holds
 * @param load absent until it has been measured
 */
public record NodeBody(
        String id,
        String owner,
        String name,
        boolean connected,
        AvailabilityName availability,
        OfferBody offer,
        ResourcesBody reserved,
        int attempts,
        HardwareBody hardware,
        Instant enrolledAt,
        Instant lastSeen,
        LoadBody load) {}
