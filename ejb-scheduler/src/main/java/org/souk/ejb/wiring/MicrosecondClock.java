package org.souk.ejb.wiring;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The system's clock in whole microseconds, as the database keeps instants: an answer is the same before and after it is
 * read back. ({@code Clock.tick} of a microsecond divides by zero in {@code millis()}.)
 */
final class MicrosecondClock extends Clock {
    private final Clock system;

    MicrosecondClock() {
        this(Clock.systemUTC());
    }

    private MicrosecondClock(Clock system) {
        this.system = system;
    }

    @Override
    public Instant instant() {
        return system.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public long millis() {
        return system.millis();
    }

    @Override
    public ZoneId getZone() {
        return system.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new MicrosecondClock(system.withZone(zone));
    }
}
