package org.souk.core.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.souk.core.common.MarketClock;

/** A clock that stands still until a test moves it. */
public final class ManualClock extends MarketClock {
    private volatile Instant now;
    private volatile Duration uptime = Duration.ofHours(1);

    public ManualClock(Instant start) {
        now = start;
    }

    public void advance(Duration by) {
        now = now.plus(by);
        uptime = uptime.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Somebody sets the clock; no time passes by it. */
    public void jump(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Duration uptime() {
        return uptime;
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock is in UTC");
    }
}
