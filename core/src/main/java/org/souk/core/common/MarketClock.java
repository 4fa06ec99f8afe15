package org.souk.core.common;

import java.time.Clock;
import java.time.Instant;

/** The time of the market: a date that does not jump when the machine's clock does, and a time without a date. */
public abstract class MarketClock extends Clock implements MonotonicClock {
    /**
     * The present instant as it would be had the clock not been set since then: what has passed since is the difference of
     * the two.
     *
     * @param earlier read from this clock
     */
    public abstract Instant asOf(Instant earlier);
}
