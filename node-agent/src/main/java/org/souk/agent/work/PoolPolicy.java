package org.souk.agent.work;

import java.time.Duration;

/**
 * How many workers there are, and how long.
 *
 * @param warm workers that are kept ready for whoever comes first
 * @param warmRamBytes the largest task that these take
 * @param atOnce workers of one buyer that are started without hesitation; beyond it one is only started when a
 *     task has waited, and no worker of its buyer has come free, for {@code patience}
 * @param startsAtMost workers that are being started at the same time
 * @param idleAtMost workers that are kept idle
 * @param patience see {@code atOnce}
 * @param idleLimit a worker without work ends after this
 */
public record PoolPolicy(
        int warm,
        long warmRamBytes,
        int atOnce,
        int startsAtMost,
        int idleAtMost,
        Duration patience,
        Duration idleLimit) {

    /** For a machine with so many cores. */
    public static PoolPolicy forCores(int cores) {
        return new PoolPolicy(
                cores < 4 ? 1 : 2,
                256L << 20,
                Math.max(1, cores),
                2,
                Math.max(4, 2 * cores),
                Duration.ofMillis(500),
                Duration.ofSeconds(60));
    }
}
