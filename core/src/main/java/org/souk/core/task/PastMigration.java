package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
import org.souk.core.common.NodeId;
import org.souk.core.pricing.Position;
import org.souk.core.units.Bytes;

/**
 * A move that was done or given up.
 *
 * @param why it was planned, as the end of a sentence
 * @param endedAt when it was committed or given up
 * @param failure why it was given up; empty when it was done
 * @param at where in the program's run it changed hands; the point that was known last when it failed
 * @param snapshot how much was sent; none when it failed
 * @param stoodStill how long the program stood still for it, as far as the market saw
 */
public record PastMigration(
        NodeId from,
        NodeId to,
        String why,
        Instant plannedAt,
        Instant endedAt,
        String failure,
        Position at,
        Bytes snapshot,
        Duration stoodStill) {
    public boolean isDone() {
        return failure.isEmpty();
    }
}
