package org.souk.protocol.rest;

/**
 * What a task cost, in micro-credits: {@code charged = paid + fee}.
 *
 * @param refundedMicros given back by the marketplace for a deadline that it missed
 */
public record BillBody(
        long fuelMicros,
        long ramMicros,
        long storageMicros,
        long chargedMicros,
        long paidMicros,
        long feeMicros,
        long refundedMicros) {}
