package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeConfigTest {
    @Test
    void defaultsAreWhatTheReadmeSays() {
        assertThat(NodeConfig.read(new MapConfig(Map.of())))
                .isEqualTo(new NodeConfig(
                        Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(5)));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> properties = Map.of(
                "souk.offer.grace", "PT1S",
                "souk.offer.max-grace", "PT2S",
                "souk.quarantine.clock-tolerance", "PT3S",
                "souk.quarantine.period", "PT4S");
        assertThat(NodeConfig.read(new MapConfig(properties)))
                .isEqualTo(new NodeConfig(
                        Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "souk.offer.grace, PT-1S",
        "souk.offer.max-grace, PT1S",
        "souk.quarantine.clock-tolerance, PT0S",
        "souk.quarantine.period, soon"
    })
    void badValuesAreNamed(String key, String value) {
        assertThatThrownBy(() -> NodeConfig.read(new MapConfig(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
