package org.souk.protocol.rest;

import java.util.List;

/**
 * What a task cost, in micro-credits: {@code charged = paid + fee}.
 *
 * @param refundedMicros given back by the marketplace for a deadline that it missed
 * @param shares for which part of the run how much of it is, if several nodes did it; absent where one did it all
 */
public record BillBody(
        long fuelMicros,
        long ramMicros,
        long storageMicros,
        long chargedMicros,
        long paidMicros,
        long feeMicros,
        long refundedMicros,
        List<ShareBody> shares) {
    /** For a run that one node did. */
    public BillBody(
            long fuelMicros,
            long ramMicros,
            long storageMicros,
            long chargedMicros,
            long paidMicros,
            long feeMicros,
            long refundedMicros) {
        this(fuelMicros, ramMicros, storageMicros, chargedMicros, paidMicros, feeMicros, refundedMicros, null);
    }
}
