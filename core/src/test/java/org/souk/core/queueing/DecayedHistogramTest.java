package org.souk.core.queueing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.souk.core.testing.TaskFixture.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class DecayedHistogramTest {
    private static final Duration HALF_LIFE = Duration.ofMinutes(20);

    private final DecayedHistogram histogram = new DecayedHistogram(HALF_LIFE);

    @Test
    void nothingSeenIsZero() {
        assertThat(histogram.percentile(0.9)).isZero();
        assertThat(histogram.count(NOON)).isZero();
    }

    @Test
    void percentileIsAtMostATenthTooHigh() {
        for (int seconds = 1; seconds <= 1000; seconds++) {
            histogram.add(seconds, NOON);
        }
        assertThat(histogram.percentile(0.9)).isBetween(900.0, 900 * 1.1);
        assertThat(histogram.percentile(0.5)).isBetween(500.0, 500 * 1.1);
        assertThat(histogram.percentile(1)).isBetween(1000.0, 1000 * 1.1);
    }

    @Test
    void whatIsAHalfLifeOldCountsHalf() {
        histogram.add(10, NOON);
        assertThat(histogram.count(NOON.plus(HALF_LIFE))).isCloseTo(0.5, within(1e-9));
        assertThat(histogram.count(NOON.plus(HALF_LIFE.multipliedBy(3)))).isCloseTo(0.125, within(1e-9));
    }

    @Test
    void newValuesOutweighOldOnes() {
        for (int i = 0; i < 100; i++) {
            histogram.add(10, NOON);
        }
        Instant later = NOON.plus(HALF_LIFE.multipliedBy(10));
        for (int i = 0; i < 10; i++) {
            histogram.add(1000, later);
        }
        // 100 / 2^10 of the old ones are left beside 10 new ones.
        assertThat(histogram.percentile(0.1)).isGreaterThan(900);
    }

    @Test
    void yearsChangeNothingInItsPrecision() {
        histogram.add(10, NOON);
        Instant later = NOON.plus(Duration.ofDays(3650));
        histogram.add(50, later);
        histogram.add(50, later.plus(HALF_LIFE));
        assertThat(histogram.count(later.plus(HALF_LIFE))).isCloseTo(1.5, within(1e-9));
        assertThat(histogram.percentile(0.5)).isCloseTo(50, Percentage.withPercentage(10));
    }

    @Test
    void copiesAreIndependent() {
        histogram.add(10, NOON);
        histogram.copy().add(1000, NOON);
        assertThat(histogram.percentile(1)).isLessThan(12);
    }

    @Test
    void valuesBelowZeroAreRefused() {
        assertThatThrownBy(() -> histogram.add(-1, NOON)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> histogram.add(Double.NaN, NOON)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 300)
    void percentileCoversItsShare(
            @ForAll @NotEmpty List<@DoubleRange(min = 0, max = 1e7) Double> values,
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double share) {
        DecayedHistogram some = new DecayedHistogram(HALF_LIFE);
        values.forEach(value -> some.add(value, NOON));
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double exact = sorted[(int) Math.ceil(share * sorted.length - 1e-9) - 1];

        assertThat(some.percentile(share)).isBetween(exact * 0.999, Math.max(0.1, exact) * 1.11);
        assertThat(Arrays.stream(sorted)
                        .filter(v -> v <= some.percentile(share) * 1.001)
                        .count())
                .isGreaterThanOrEqualTo((long) Math.floor(share * sorted.length));
    }
}
