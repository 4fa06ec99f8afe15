package org.souk.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Repeats a call that failed for a passing reason: the market is away, busy or restarting.
 *
 * @param longest give up when so much time has passed since the first try
 */
public record Retry(Duration longest) {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** A call to the market. */
    @FunctionalInterface
    public interface Call<T> {
        T call() throws IOException, InterruptedException;
    }

    /** Calls until it succeeds, fails for good, or the time is up. */
    public <T> T call(Call<T> call) throws IOException, InterruptedException {
        Backoff backoff = new Backoff(FIRST, LONGEST_WAIT, ThreadLocalRandom.current());
        long began = System.nanoTime();
        while (true) {
            try {
                return call.call();
            } catch (MarketUnreachable | MarketRefused e) {
                boolean passing = !(e instanceof MarketRefused refused) || refused.isPassing();
                if (!passing || System.nanoTime() - began >= longest.toNanos()) {
                    throw e;
                }
            }
            Thread.sleep(backoff.next().toMillis());
        }
    }
}
