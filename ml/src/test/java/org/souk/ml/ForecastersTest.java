package org.souk.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;

class ForecastersTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final LoadForecaster lastValue = new LastValueForecaster();
    private final LoadForecaster ewma = new EwmaForecaster(Duration.ofSeconds(10));

    @Test
    void nothingIsKnownOfAnEmptyHistory() {
        assertThat(lastValue.forecast(LoadHistory.EMPTY)).isEqualTo(LoadForecast.UNKNOWN);
        assertThat(ewma.forecast(LoadHistory.EMPTY)).isEqualTo(LoadForecast.UNKNOWN);
    }

    @Test
    void aConstantLoadIsForecastExactlyAndWithoutDoubt() {
        LoadHistory constant = history(List.of(40.0, 40.0, 40.0, 40.0));
        for (LoadForecaster forecaster : List.of(lastValue, ewma)) {
            LoadForecast forecast = forecaster.forecast(constant);
            assertThat(forecast.cpuPercent()).isEqualTo(40);
            assertThat(forecast.upperCpuPercent()).isEqualTo(40);
        }
    }

    @Test
    void persistenceRepeatsTheLastValueAndIsBoundedByTheLargestRecentOne() {
        LoadForecast forecast = lastValue.forecast(history(List.of(10.0, 90.0, 20.0)));
        assertThat(forecast.cpuPercent()).isEqualTo(20);
        assertThat(forecast.upperCpuPercent()).isEqualTo(90);
    }

    @Test
    void ewmaForgetsHalfInAHalfLife() {
        // One half-life lies between the two: 0.5 × 10 + 0.5 × 30 = 20.
        LoadHistory twoSteps = LoadHistory.EMPTY.plus(START, 10, 0).plus(START.plusSeconds(10), 30, 0);
        assertThat(ewma.forecast(twoSteps).cpuPercent()).isCloseTo(20, within(1e-9));
        // squared error = 0.5 × 0 + 0.5 × 20² = 200; upper = 20 + 1.645 × √200
        assertThat(ewma.forecast(twoSteps).upperCpuPercent()).isCloseTo(20 + 1.645 * Math.sqrt(200), within(1e-9));
    }

    @Test
    void aLongGapMakesTheNewestMeasurementCountAlone() {
        LoadHistory gap = LoadHistory.EMPTY.plus(START, 80, 80).plus(START.plusSeconds(86_400), 5, 5);
        assertThat(ewma.forecast(gap).cpuPercent()).isCloseTo(5, within(1e-6));
    }

    @Test
    void aHalfLifeOfNothingIsRefused() {
        assertThatThrownBy(() -> new EwmaForecaster(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void forecastsStayBetweenZeroAndAHundredAndBelowTheirUpperBound(
            @ForAll @NotEmpty List<@DoubleRange(max = 100) Double> cpu) {
        for (LoadForecaster forecaster : List.of(lastValue, ewma)) {
            LoadForecast forecast = forecaster.forecast(history(cpu));
            assertThat(forecast.cpuPercent()).isBetween(0.0, 100.0);
            assertThat(forecast.upperCpuPercent()).isBetween(forecast.cpuPercent(), 100.0);
        }
    }

    private static LoadHistory history(List<Double> cpu) {
        LoadHistory history = LoadHistory.EMPTY;
        for (int i = 0; i < cpu.size(); i++) {
            history = history.plus(START.plusSeconds(5L * i), cpu.get(i), 50);
        }
        return history;
    }
}
