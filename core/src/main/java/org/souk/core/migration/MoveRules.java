package org.souk.core.migration;

import java.time.Duration;

/**
 * What holds for moves and checkpoints.
 *
 * @param meanUptime how long a node is believed to go on without a failure
 */
public record MoveRules(Duration meanUptime) {
    public static final MoveRules DEFAULT = new MoveRules(Duration.ofHours(6));
}
