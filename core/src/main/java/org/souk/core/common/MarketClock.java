package org.souk.core.common;

import java.time.Clock;

/** The time of the market: a date that does not jump when the machine's clock does, and a time without a date. */
public abstract class MarketClock extends Clock implements MonotonicClock {
    /** False while the machine's clock tells another time, and it is not known yet which of the two is right. */
    public abstract boolean isSettled();
}
