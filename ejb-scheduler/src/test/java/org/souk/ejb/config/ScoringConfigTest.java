package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.souk.core.scheduling.score.ScoreWeights;

class ScoringConfigTest {
    @Test
    void defaultsAreWhatTheReadmeSays() {
        ScoreWeights weights = ScoringConfig.read(new MapConfig(Map.of()));

        assertThat(weights).isEqualTo(ScoreWeights.STANDARD);
        assertThat(ScoreWeights.DEFAULTS)
                .isEqualTo(Map.of(
                        "untried", 10.0,
                        "price", 0.5,
                        "headroom", 0.5,
                        "fit", 0.2,
                        "locality", 0.2,
                        "latency", 0.1,
                        "reliability", 0.5,
                        "speed", 0.3));
    }

    @Test
    void everyScoreHasAKey() {
        ScoreWeights.names().forEach(score -> {
            ScoreWeights weights = ScoringConfig.read(new MapConfig(Map.of("souk.scheduling.weight." + score, "3.25")));
            assertThat(weights.of(score)).as(score).isEqualTo(3.25);
        });
    }

    @ParameterizedTest
    @CsvSource({"price, much", "fit, -1", "speed, 1001", "latency, NaN"})
    void aBadValueStopsTheStartAndIsNamed(String score, String value) {
        String key = "souk.scheduling.weight." + score;
        MapConfig config = new MapConfig(Map.of(key, value));
        assertThatThrownBy(() -> ScoringConfig.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
