package org.souk.protocol.rest;

import java.time.Instant;

/**
 * @param at when the step began
 * @param percent the mean of what was measured in it
 */
public record LoadPointBody(Instant at, double percent) {}
