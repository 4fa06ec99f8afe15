package org.souk.core.common;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.LongSupplier;

/**
 * The machine's clock, but for its jumps. Small corrections are followed at once. When the machine's clock is set, or the
 * machine has slept, this one goes on as if nothing had happened, and takes the machine's time over only once that has gone
 * on normally for a while: so a clock that is set wrong and put right again is never noticed, and nothing happens in the
 * moment of the jump.
 *
 * <p>Times are whole microseconds, as databases keep them. Thread-safe.
 */
public final class SteadyClock extends MarketClock {
    /** More than this between two looks at the machine's clock is a jump. */
    public static final Duration TOLERANCE = Duration.ofSeconds(5);
    /** So long a machine's clock must go on normally after a jump until it is believed. */
    public static final Duration SETTLING = Duration.ofMinutes(10);

    private static final Logger LOG = System.getLogger(SteadyClock.class.getName());

    private final Clock machine;
    private final LongSupplier nanos;
    private Instant base;
    private long baseNanos;
    private Jump jump;

    /** A jump of the machine's clock that is not believed yet. */
    private record Jump(Duration by, long sinceNanos) {}

    /**
     * @param machine may jump
     * @param nanos never jumps, such as {@link System#nanoTime}
     */
    public SteadyClock(Clock machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
        this.base = micros(machine.instant());
        this.baseNanos = nanos.getAsLong();
    }

    @Override
    public synchronized Instant instant() {
        long tick = nanos.getAsLong();
        Instant now = micros(base.plusNanos(tick - baseNanos));
        Instant told = micros(machine.instant());
        Duration off = Duration.between(now, told);
        if (off.abs().compareTo(TOLERANCE) <= 0) {
            jump = null;
            set(told, tick);
            return told;
        }
        if (jump == null || jump.by().minus(off).abs().compareTo(TOLERANCE) > 0) {
            jump = new Jump(off, tick);
            LOG.log(
                    Level.WARNING,
                    "the machine''s clock was set by {0}; the market goes on without that for {1} minutes",
                    off,
                    SETTLING.toMinutes());
        } else if (tick - jump.sinceNanos() >= SETTLING.toNanos()) {
            LOG.log(Level.WARNING, "the machine's clock has gone on normally; the market takes its time over");
            jump = null;
            set(told, tick);
            return told;
        }
        return now;
    }

    private void set(Instant at, long tick) {
        base = at;
        baseNanos = tick;
    }

    private static Instant micros(Instant at) {
        return at.minusNanos(at.getNano() % 1000);
    }

    @Override
    public Duration uptime() {
        return Duration.ofNanos(nanos.getAsLong());
    }

    @Override
    public synchronized boolean isSettled() {
        return jump == null;
    }

    /** How far the machine's clock is from this one; zero when they agree. */
    public synchronized Duration offset() {
        return jump == null ? Duration.ZERO : jump.by();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the market's time is in UTC");
    }
}
