package org.souk.core.task;

import java.time.Instant;
import org.souk.core.common.ContentId;
import org.souk.core.pricing.Position;
import org.souk.core.units.Bytes;

/**
 * A stored snapshot of a program, from which it can go on should its node be lost.
 *
 * @param attempt that wrote it
 * @param content the snapshot
 * @param size of it
 * @param at the point in the program's run
 * @param takenAt when the market was told of it
 */
public record Checkpoint(int attempt, ContentId content, Bytes size, Position at, Instant takenAt) {}
