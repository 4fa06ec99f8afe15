package org.souk.core.migration;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.units.Bytes;

/**
 * What speaks for and against a move.
 *
 * @param memory what the snapshot has to carry
 * @param bytesPerSecond how fast that goes between the two nodes; 0 where nobody has measured it
 * @param remaining how much longer the task is believed to run
 * @param forcedIn when it must leave anyway; zero when it must now, empty when it may stay
 * @param unsaved how much of its run would be repeated if it were stopped
 * @param moves how often it was moved, or that was tried
 * @param sinceLast how long ago, the last time
 */
public record MigrationCase(
        Bytes memory,
        long bytesPerSecond,
        Duration remaining,
        Optional<Duration> forcedIn,
        Duration unsaved,
        int moves,
        Optional<Duration> sinceLast) {}
