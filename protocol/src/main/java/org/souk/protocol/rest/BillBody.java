package org.souk.protocol.rest;

/**
 * What a task cost, in micro-credits: {@code charged = paid + fee}.
 */
public record BillBody(
        long fuelMicros, long ramMicros, long storageMicros, long chargedMicros, long paidMicros, long feeMicros) {}
