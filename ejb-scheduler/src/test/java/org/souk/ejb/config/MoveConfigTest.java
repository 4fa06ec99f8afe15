package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.souk.core.migration.MigrationRules;

class MoveConfigTest {
    @Test
    void defaultsAreWhatTheReadmeSays() {
        MigrationConfig config = MigrationConfig.read(new MapConfig(Map.of()));
        assertThat(config)
                .isEqualTo(new MigrationConfig(
                        Duration.ofHours(6),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        50,
                        12_500_000,
                        Optional.empty(),
                        50_051,
                        false));
        assertThat(config.rules()).isEqualTo(MigrationRules.DEFAULT);
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> properties = new HashMap<>();
        properties.put("souk.moves.mean-uptime", "PT1H");
        properties.put("souk.moves.prepare", "PT2S");
        properties.put("souk.moves.depart", "PT3S");
        properties.put("souk.moves.pause", "PT4S");
        properties.put("souk.moves.max", "5");
        properties.put("souk.moves.bytes-per-second", "6");
        properties.put("souk.moves.relay-host", "relay.example");
        properties.put("souk.moves.relay-port", "7");
        properties.put("souk.moves.relay-tls", "true");
        assertThat(MigrationConfig.read(new MapConfig(properties)))
                .isEqualTo(new MigrationConfig(
                        Duration.ofHours(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        5,
                        6,
                        Optional.of("relay.example"),
                        7,
                        true));
    }

    @Test
    void theRelayIsWhereTheGrpcServerListens() {
        assertThat(MigrationConfig.read(new MapConfig(Map.of("souk.grpc.port", "1234")))
                        .relay()
                        .port())
                .isEqualTo(1234);
    }

    @ParameterizedTest
    @CsvSource({
        "souk.moves.mean-uptime, PT0S",
        "souk.moves.prepare, soon",
        "souk.moves.depart, PT0.5S",
        "souk.moves.pause, PT-1S",
        "souk.moves.max, -1",
        "souk.moves.bytes-per-second, 0",
        "souk.moves.relay-port, 70000"
    })
    void badValuesAreNamed(String key, String value) {
        assertThatThrownBy(() -> MigrationConfig.read(new MapConfig(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
