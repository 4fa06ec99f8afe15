package org.souk.ejb.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class MicrosecondClockTest {
    private final Clock clock = new MicrosecondClock();

    @Test
    void tellsTheTimeInWholeMicroseconds() {
        Instant before = Instant.now().minusSeconds(1);
        assertThat(clock.instant()).isAfter(before).isBefore(before.plusSeconds(60));
        assertThat(clock.instant().getNano() % 1000).isZero();
        assertThat(clock.millis()).isGreaterThan(before.toEpochMilli());
    }

    @Test
    void takesAnotherZone() {
        ZoneId zone = ZoneId.of("Asia/Tashkent");
        assertThat(clock.withZone(zone).getZone()).isEqualTo(zone);
    }
}
