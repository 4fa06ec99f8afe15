package org.souk.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PercentilesTest {
    // The rank is percent / 100 × 200 rounded up: 50 % → 100, 99 % → 198, 99.1 % → 198.2 → 199, 0.1 % → 0.2 → 1.
    @ParameterizedTest
    @CsvSource({"50, 100", "99, 198", "99.1, 199", "100, 200", "0.1, 1"})
    void nearestRankOfOneToTwoHundred(double percent, double expected) {
        List<Double> values =
                IntStream.rangeClosed(1, 200).mapToObj(i -> (double) (201 - i)).toList();
        assertThat(new Percentiles(values).at(percent)).isEqualTo(expected);
    }

    @Test
    void oneValueIsEveryPercentile() {
        Percentiles one = new Percentiles(List.of(7.0));
        assertThat(DoubleStream.of(1, 50, 100).map(one::at)).containsOnly(7.0);
    }

    @Test
    void nothingHasNoPercentiles() {
        assertThatThrownBy(() -> new Percentiles(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void percentIsAboveZeroAndAtMostAHundred(double percent) {
        Percentiles percentiles = new Percentiles(List.of(1.0));
        assertThatThrownBy(() -> percentiles.at(percent)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void enoughValuesAreNotAboveIt(
            @ForAll @NotEmpty List<@DoubleRange(min = 0, max = 1000) Double> values,
            @ForAll @DoubleRange(min = 1, max = 100) double percent) {
        double at = new Percentiles(values).at(percent);
        assertThat(values).contains(at);
        long notAbove = values.stream().filter(value -> value <= at).count();
        assertThat((double) notAbove).isGreaterThanOrEqualTo(percent / 100 * values.size());
    }
}
