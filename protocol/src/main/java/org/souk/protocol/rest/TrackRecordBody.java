package org.souk.protocol.rest;

/**
 * What the market has seen of a node in former attempts.
 *
 * @param reliability the share of attempts that it is expected not to fail, 0…1
 * @param fuelPerSecond how fast one task runs on it; absent until measured
 * @param startSeconds from an assignment until the program runs; absent until measured
 */
public record TrackRecordBody(double reliability, Double fuelPerSecond, Double startSeconds) {}
