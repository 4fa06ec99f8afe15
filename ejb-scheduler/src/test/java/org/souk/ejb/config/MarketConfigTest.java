package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketConfigTest {
    @Test
    void defaultsAreWhatTheReadmeSays() {
        assertThat(MarketConfig.read(new MapConfig(Map.of())))
                .isEqualTo(new MarketConfig(
                        Path.of(".souk").toAbsolutePath(),
                        500,
                        Duration.ofSeconds(15),
                        Duration.ofSeconds(3),
                        5,
                        53_687_091_200L,
                        67_108_864L,
                        "ewma",
                        Duration.ofSeconds(30)));
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> properties = Map.of(
                "souk.home", "/data/souk",
                "souk.market.fee-basis-points", "250",
                "souk.scheduler.lease", "PT1M",
                "souk.scheduler.heartbeat", "PT10S",
                "souk.scheduler.max-attempts", "3",
                "souk.store.max-bytes", "1000",
                "souk.module.max-bytes", "500",
                "souk.forecast.model", "persistence",
                "souk.forecast.half-life", "PT2M");
        assertThat(MarketConfig.read(new MapConfig(properties)))
                .isEqualTo(new MarketConfig(
                        Path.of("/data/souk"),
                        250,
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(10),
                        3,
                        1000,
                        500,
                        "persistence",
                        Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @CsvSource({
        "souk.market.fee-basis-points, 10001",
        "souk.market.fee-basis-points, much",
        "souk.scheduler.heartbeat, PT0S",
        "souk.scheduler.lease, PT5S",
        "souk.scheduler.lease, soon",
        "souk.scheduler.max-attempts, 0",
        "souk.store.max-bytes, -1",
        "souk.module.max-bytes, 0",
        "souk.forecast.model, oracle"
    })
    void aBadValueStopsTheStartAndIsNamed(String key, String value) {
        MapConfig config = new MapConfig(Map.of(key, value));
        assertThatThrownBy(() -> MarketConfig.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(key);
    }
}
