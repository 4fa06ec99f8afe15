package org.souk.agent.transfer;

import java.time.Duration;

/**
 * What there is of a snapshot.
 *
 * @param bytes that are in its file
 * @param took for how long bytes came; times in which the source had none to send do not count
 */
public record Received(long bytes, Duration took) {}
