package org.souk.protocol.node;

/**
 * What an attempt that an agent holds has to do with a move.
 *
 * @param wallMillis that the program had run when it was snapshotted, since its very beginning; 0 before
 * @param snapshotBytes that were sent or received; 0 before
 */
public record HeldMove(String move, MoveStage stage, long wallMillis, long snapshotBytes) {}
