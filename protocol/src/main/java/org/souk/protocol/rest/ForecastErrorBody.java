package org.souk.protocol.rest;

/**
 * How forecasts compare with what came; those of a day ago count half.
 *
 * @param stepsAhead how far they looked ahead
 * @param compared how many there were, of any age
 * @param meanError the mean distance of the median from what came, in percent of the machine
 * @param persistenceError the same if the load had been said to stay as it was
 * @param coverage the share of cases in which the load came to lie between lower and upper, 0…1; 0.9 is meant
 */
public record ForecastErrorBody(
        int stepsAhead, long compared, double meanError, double persistenceError, double coverage) {}
