package org.souk.protocol.rest;

/**
 * What of a bill is for the part of a run that one node did, in micro-credits: {@code charged = paid + fee}.
 *
 * @param fuel that was used there
 * @param wallMillis that the program ran there
 */
public record ShareBody(
        String node, int attempt, long fuel, long wallMillis, long chargedMicros, long paidMicros, long feeMicros) {}
