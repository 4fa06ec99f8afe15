package org.souk.protocol.node;

/**
 * A stored snapshot of a task, to go on from.
 *
 * @param cid of the snapshot
 * @param fuel that the program had used then, since its very beginning
 * @param wallMillis that it had run then, likewise
 */
public record CheckpointRef(String cid, long bytes, long fuel, long wallMillis) {}
