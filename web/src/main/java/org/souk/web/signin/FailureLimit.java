package org.souk.web.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Limits how often something may fail: a token bucket for each key. A try takes a token before its outcome is known and
 * gets it back when it succeeds, so that tries at the same moment cannot slip through together.
 *
 * <p>Memory is bounded: the key that was used least recently is forgotten first.
 */
final class FailureLimit {
    private final int burst;
    private final long refillMillis;
    private final int keys;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > keys;
        }
    };

    /**
     * @param burst failures that are allowed at once
     * @param refill one more is allowed each time this has passed
     * @param keys how many keys are remembered
     */
    FailureLimit(int burst, Duration refill, int keys, InstantSource clock) {
        this.burst = burst;
        this.refillMillis = refill.toMillis();
        this.keys = keys;
        this.clock = clock;
    }

    /** @return empty when the try may go on, else how long to wait */
    synchronized Optional<Duration> take(String key) {
        long now = clock.millis();
        Bucket bucket = buckets.computeIfAbsent(key, k -> new Bucket(burst, now));
        bucket.refill(now);
        if (bucket.tokens == 0) {
            return Optional.of(Duration.ofMillis(bucket.since + refillMillis - now));
        }
        bucket.tokens--;
        return Optional.empty();
    }

    synchronized void giveBack(String key) {
        Bucket bucket = buckets.get(key);
        if (bucket != null) {
            bucket.tokens = Math.min(burst, bucket.tokens + 1);
        }
    }

    private final class Bucket {
        private int tokens;
        private long since;

        private Bucket(int tokens, long since) {
            this.tokens = tokens;
            this.since = since;
        }

        private void refill(long now) {
            long gained = Math.max(0, now - since) / refillMillis;
            if (tokens + gained >= burst) {
                tokens = burst;
                since = now;
            } else {
                tokens += (int) gained;
                since += gained * refillMillis;
            }
        }
    }
}
