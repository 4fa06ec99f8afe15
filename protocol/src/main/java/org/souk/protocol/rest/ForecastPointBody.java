package org.souk.protocol.rest;

import java.time.Instant;

/**
 * What a load will be in one step, in percent.
 *
 * @param at when the step begins
 * @param lower it is below this in one of twenty cases
 * @param median as often above as below
 * @param upper it is above this in one of twenty cases
 */
public record ForecastPointBody(Instant at, double lower, double median, double upper) {}
