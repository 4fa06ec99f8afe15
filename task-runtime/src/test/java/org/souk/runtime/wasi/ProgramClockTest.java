package org.souk.runtime.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

class ProgramClockTest {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.000000007Z");

    private long fuel;
    private final ProgramClock clock = new ProgramClock(START, () -> fuel);

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(0, nanos);
    }

    @Test
    void timePassesWithFuelAndSleepAlone() {
        assertThat(clock.nanos()).isZero();
        assertThat(instant(clock.realTime())).isEqualTo(START);

        fuel = 500;
        clock.slept(2_000);

        assertThat(clock.nanos()).isEqualTo(2_500);
        assertThat(instant(clock.realTime())).isEqualTo(START.plusNanos(2_500));
    }

    @Test
    void clockNeverGoesBackWhereFuelDoes() {
        fuel = 500;
        assertThat(clock.nanos()).isEqualTo(500);

        fuel = 460;
        assertThat(clock.nanos()).isEqualTo(500);
        assertThat(clock.realTime()).isEqualTo(ProgramClock.nanosOf(START) + 500);

        fuel = 501;
        assertThat(clock.nanos()).isEqualTo(501);
    }

    @Test
    void restoredClockGoesOnWhereItWas() throws Exception {
        fuel = 500;
        clock.slept(1_000);
        clock.nanos();
        StateWriter state = new StateWriter();
        clock.saveTo(state);
        fuel = 460;

        ProgramClock restored = new ProgramClock(START, () -> fuel);
        restored.restoreFrom(new StateReader(state.toByteArray()));

        assertThat(restored.nanos()).isEqualTo(1_500);
        fuel = 600;
        assertThat(restored.nanos()).isEqualTo(1_600);
    }
}
