package org.souk.protocol.rest;

import java.time.Instant;
import java.util.List;

/**
 * A node as it is now.
 *
 * @param hardware absent until its agent has connected
 * @param attempts how many it holds
 * @param load absent until it has been measured
 * @param reserved by attempts on reserved capacity
 * @param burstReserved by attempts on burst capacity
 * @param surplusUntil how long attempts may keep what was for sale before the offer was lowered; absent when that is over
 * @param drainBy when what it still runs is given back; absent without such a deadline
 * @param maintenance its windows, without those that are over
 * @param quarantine absent when it is in none
 * @param record what former attempts have shown of it
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
        LoadBody load,
        ResourcesBody burstReserved,
        Instant surplusUntil,
        Instant drainBy,
        List<MaintenanceBody> maintenance,
        QuarantineBody quarantine,
        TrackRecordBody record) {}
