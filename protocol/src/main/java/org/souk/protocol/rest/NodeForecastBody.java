package org.souk.protocol.rest;

import java.time.Instant;

/**
 * What is known and expected of a node's own load: what its owner uses, without the market's tasks.
 *
 * @param stepSeconds how long each of the steps below is
 * @param model the version of the trained models; absent before the first training
 * @param trainedAt when their training ended; likewise
 */
public record NodeForecastBody(
        String node, int stepSeconds, String model, Instant trainedAt, LoadCourseBody cpu, LoadCourseBody ram) {}
