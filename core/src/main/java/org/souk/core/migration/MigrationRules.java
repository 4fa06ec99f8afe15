package org.souk.core.migration;

import java.time.Duration;

/**
 * What holds for moves and checkpoints.
 *
 * @param meanUptime how long a node is believed to go on without a failure
 * @param preparing how long a target may take to prepare, and then as long again for what is sent ahead while the program
 *     runs
 * @param departing how long the program may stand still, from its node's word that it does until it is restored
 * @param pause how long a task that was moved, or for which that was tried, is left where it is
 * @param most how often the market moves a task of its own accord
 * @param bytesPerSecond how fast snapshots are believed to go between nodes that were not measured yet
 * @param overhead what a move costs beside the transfer, in time of the program
 * @param worth how often the gain of a move must be its cost
 */
public record MigrationRules(
        Duration meanUptime,
        Duration preparing,
        Duration departing,
        Duration pause,
        int most,
        long bytesPerSecond,
        Duration overhead,
        double worth) {
    public static final MigrationRules DEFAULT = new MigrationRules(
            Duration.ofHours(6),
            Duration.ofMinutes(2),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            50,
            12_500_000,
            Duration.ofSeconds(1),
            2);
}
