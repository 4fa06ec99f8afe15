package org.souk.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");

    private final Machine machine = new Machine();
    private final SteadyClock clock = new SteadyClock(machine, () -> machine.nanos);

    @Test
    void itGoesWithTheMachine() {
        machine.pass(Duration.ofHours(3));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofHours(3)));
        assertThat(clock.offset()).isZero();
    }

    @Test
    void smallCorrectionsAreFollowedAtOnce() {
        machine.jump(Duration.ofMillis(300));
        assertThat(clock.instant()).isEqualTo(NOON.plusMillis(300));
        machine.jump(Duration.ofMillis(-800));
        assertThat(clock.instant()).isEqualTo(NOON.minusMillis(500));
    }

    @Test
    void anHourForthAndBackIsNeverNoticed() {
        machine.jump(Duration.ofHours(1));
        machine.pass(Duration.ofMinutes(5));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(clock.offset()).isEqualTo(Duration.ofHours(1));

        machine.jump(Duration.ofHours(-1));
        machine.pass(Duration.ofMinutes(20));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofMinutes(25)));
    }

    @Test
    void aJumpIsBelievedOnceTimeHasGoneOnNormally() {
        machine.jump(Duration.ofDays(7));
        clock.instant();
        machine.pass(SteadyClock.SETTLING.minusSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(SteadyClock.SETTLING).minusSeconds(1));

        machine.pass(Duration.ofSeconds(1));
        assertThat(clock.instant()).isEqualTo(NOON.plus(Duration.ofDays(7)).plus(SteadyClock.SETTLING));
    }

    @Test
    void aJumpBackIsBelievedLikewise() {
        machine.pass(Duration.ofMinutes(30));
        clock.instant();
        machine.jump(Duration.ofHours(-1));
        clock.instant();
        machine.pass(SteadyClock.SETTLING);
        assertThat(clock.instant()).isEqualTo(NOON.minus(Duration.ofMinutes(20)));
    }

    @Test
    void anotherJumpBeginsTheWaitAnew() {
        machine.jump(Duration.ofHours(1));
        clock.instant();
        machine.pass(SteadyClock.SETTLING.minusSeconds(5));
        machine.jump(Duration.ofHours(1));
        clock.instant();
        machine.pass(SteadyClock.SETTLING.minusSeconds(5));
        assertThat(clock.instant())
                .isEqualTo(NOON.plus(SteadyClock.SETTLING.multipliedBy(2)).minusSeconds(10));
    }

    @Test
    void uptimeKnowsNoJumps() {
        Duration before = clock.uptime();
        machine.jump(Duration.ofDays(-3));
        machine.pass(Duration.ofSeconds(4));
        assertThat(clock.uptime().minus(before)).isEqualTo(Duration.ofSeconds(4));
    }

    /** A machine whose clock can be set. */
    private static final class Machine extends Clock {
        private Instant told = NOON;
        private long nanos;

        private void pass(Duration by) {
            told = told.plus(by);
            nanos += by.toNanos();
        }

        private void jump(Duration by) {
            told = told.plus(by);
        }

        @Override
        public Instant instant() {
            return told;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
