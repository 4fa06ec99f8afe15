package org.souk.lab.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.LongBuffer;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeatsTest {
    private static final Instant START = Instant.EPOCH;

    private static Beats at(long... micros) {
        return new Beats(LongBuffer.wrap(micros));
    }

    @Test
    void longestGapIsSoughtWhereTheMoveWas() {
        // Gaps of 10, 5, 100 and 400 microseconds; the last begins after the move.
        Beats beats = at(0, 10, 15, 115, 515);

        assertThat(beats.longestGap(START.plusNanos(11_000), START.plusNanos(50_000)))
                .isEqualTo(Duration.ofNanos(100_000));
    }

    @Test
    void gapThatBeganBeforeTheOrderCounts() {
        assertThat(at(0, 300, 310).longestGap(START.plusNanos(299_000), START.plusNanos(305_000)))
                .isEqualTo(Duration.ofNanos(300_000));
    }

    @Test
    void programWithoutBeatsHasNoGap() {
        assertThat(at().longestGap(START, START.plusSeconds(1))).isZero();
    }
}
