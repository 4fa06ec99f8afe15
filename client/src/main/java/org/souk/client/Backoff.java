package org.souk.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: exponential with full jitter, as in "Exponential Backoff And Jitter" (AWS
 * Architecture Blog, 2015), so that a thousand agents do not come back in one moment. For one thread.
 */
public final class Backoff {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private int tries;

    /**
     * @param first upper bound of the first wait, above zero
     * @param longest upper bound of every wait
     */
    public Backoff(Duration first, Duration longest, RandomGenerator random) {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("first must be above zero and at most longest");
        }
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /** The next wait: anything from zero to a bound that doubles with every call. */
    public Duration next() {
        long bound = bound();
        tries++;
        return Duration.ofNanos(random.nextLong(bound + 1));
    }

    private long bound() {
        // Bounded, so that the shift does not overflow; the result is capped anyway.
        long doubled = first.toNanos() << Math.min(tries, 20);
        return doubled <= 0 ? longest.toNanos() : Math.min(doubled, longest.toNanos());
    }

    /** It worked: begin anew. */
    public void reset() {
        tries = 0;
    }
}
