package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastConfigTest {
    @Test
    void defaultsAreWhatTheReadmeSays() {
        assertThat(ForecastConfig.read(new MapConfig(Map.of())))
                .isEqualTo(new ForecastConfig(
                        Duration.ofDays(1), Duration.ofDays(1), Duration.ofMinutes(2), Duration.ofDays(30), 200));
    }

    @Test
    void everyKeyIsRead() {
        ForecastConfig config = ForecastConfig.read(new MapConfig(Map.of(
                "souk.forecast.training-every", "PT6H",
                "souk.forecast.enough-history", "PT2H",
                "souk.forecast.training-cpu", "PT10S",
                "souk.forecast.history", "P7D",
                "souk.forecast.training-nodes", "50")));

        assertThat(config)
                .isEqualTo(new ForecastConfig(
                        Duration.ofHours(6), Duration.ofHours(2), Duration.ofSeconds(10), Duration.ofDays(7), 50));
        assertThat(config.rules().cpuBudget()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.rules().historySteps()).isEqualTo(7 * 288);
    }

    @ParameterizedTest
    @CsvSource({
        "souk.forecast.training-every, PT0S",
        "souk.forecast.enough-history, PT-1S",
        "souk.forecast.training-cpu, PT0.1S",
        "souk.forecast.history, PT23H",
        "souk.forecast.training-nodes, 0",
        "souk.forecast.training-nodes, many"
    })
    void aBadValueStopsTheStartAndIsNamed(String key, String value) {
        MapConfig config = new MapConfig(Map.of(key, value));
        assertThatThrownBy(() -> ForecastConfig.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
