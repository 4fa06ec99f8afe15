package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.souk.core.account.ServicePlan;
import org.souk.core.units.Resources;

class SharingConfigTest {
    @Test
    void defaultsAreTwoPlans() {
        SharingConfig config = SharingConfig.read(new MapConfig(Map.of()));
        assertThat(config.halfLife()).isEqualTo(Duration.ofHours(1));
        assertThat(config.plans().all())
                .containsExactly(
                        new ServicePlan("standard", 1, 100_000, ServicePlan.UNLIMITED, 25),
                        new ServicePlan("premium", 4, 1_000_000, ServicePlan.UNLIMITED, 100));
        assertThat(config.plans().first().name()).isEqualTo("standard");
    }

    @Test
    void everyKeyIsRead() {
        Map<String, String> properties = Map.of(
                "souk.plans", "student, standard",
                "souk.fair-share.half-life", "PT10M",
                "souk.plan.student.weight", "2",
                "souk.plan.student.max-unfinished", "10",
                "souk.plan.student.max-cpu-millis", "4000",
                "souk.plan.student.max-ram-bytes", "1000000",
                "souk.plan.student.refund-percent", "0");
        SharingConfig config = SharingConfig.read(new MapConfig(properties));
        assertThat(config.halfLife()).isEqualTo(Duration.ofMinutes(10));
        assertThat(config.plans().all())
                .containsExactly(
                        new ServicePlan("student", 2, 10, Resources.of(4000, 1_000_000, Long.MAX_VALUE), 0),
                        ServicePlan.STANDARD);
    }

    @ParameterizedTest
    @CsvSource({
        "souk.plans, 'standard,standard', souk.plans",
        "souk.plans, 'Big Plan', souk.plan.Big Plan",
        "souk.fair-share.half-life, PT0S, souk.fair-share.half-life",
        "souk.plan.premium.weight, 0, souk.plan.premium",
        "souk.plan.premium.weight, heavy, souk.plan.premium",
        "souk.plan.premium.max-unfinished, 0, souk.plan.premium",
        "souk.plan.premium.max-cpu-millis, -1, souk.plan.premium",
        "souk.plan.premium.refund-percent, 101, souk.plan.premium"
    })
    void aBadValueStopsTheStartAndIsNamed(String key, String value, String named) {
        MapConfig config = new MapConfig(Map.of(key, value));
        assertThatThrownBy(() -> SharingConfig.read(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }
}
