package org.souk.protocol.rest;

import java.time.Instant;
import java.util.List;

/**
 * What to change of a node; absent parts stay.
 *
 * @param graceSeconds how long attempts may keep what a lower offer takes away; absent: the market's default
 * @param drainBy only with availability DRAINING: when what still runs is given back
 * @param maintenance all windows from now on
 */
public record NodeChange(
        OfferBody offer,
        AvailabilityName availability,
        Long graceSeconds,
        Instant drainBy,
        List<MaintenanceBody> maintenance) {
    /** A change of the offer, the availability or both. */
    public NodeChange(OfferBody offer, AvailabilityName availability) {
        this(offer, availability, null, null, null);
    }
}
