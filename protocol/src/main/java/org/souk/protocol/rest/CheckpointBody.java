package org.souk.protocol.rest;

import java.time.Instant;

/**
 * A stored snapshot from which a task goes on should its node be lost.
 *
 * @param cid of the snapshot
 * @param fuel that the program had used then
 * @param wallMillis that it had run then
 */
public record CheckpointBody(String cid, long bytes, long fuel, long wallMillis, Instant takenAt) {}
