package org.souk.core.forecast;

import java.time.Duration;

/**
 * What a training has used.
 *
 * @param until the step before which everything that it has seen lies
 * @param nodes whose histories were long enough to learn from
 * @param cpu time of the training thread
 */
public record TrainingRecord(long until, int nodes, Duration cpu) {}
