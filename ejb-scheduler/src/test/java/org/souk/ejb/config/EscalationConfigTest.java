package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EscalationConfigTest {
    @Test
    void defaultsAreWhatTheReadmeSays() {
        assertThat(EscalationConfig.read(new MapConfig(Map.of())))
                .isEqualTo(new EscalationConfig(Duration.ofSeconds(5), Duration.ofMinutes(1), Duration.ofDays(7)));
    }

    @Test
    void everyKeyIsRead() {
        EscalationConfig config = EscalationConfig.read(new MapConfig(Map.of(
                "souk.escalation.interval", "PT1S",
                "souk.escalation.floor", "PT2S",
                "souk.escalation.longest-wait", "PT0S")));

        assertThat(config).isEqualTo(new EscalationConfig(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ZERO));
        assertThat(config.rules().floor()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.rules().longestWait()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "souk.escalation.interval, PT0S",
        "souk.escalation.interval, often",
        "souk.escalation.floor, PT-1S",
        "souk.escalation.longest-wait, PT5S"
    })
    void aBadValueStopsTheStartAndIsNamed(String key, String value) {
        MapConfig config = new MapConfig(Map.of(key, value));
        assertThatThrownBy(() -> EscalationConfig.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
