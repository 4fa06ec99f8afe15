package org.souk.ejb.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.souk.core.scheduling.SchedulingRules;

class PlannerConfigTest {
    @Test
    void withoutSettingsTheRulesAreTheUsualOnes() {
        assertThat(PlannerConfig.read(new MapConfig(Map.of()))).isEqualTo(SchedulingRules.DEFAULT);
    }

    @Test
    void settingsReplaceWhatTheyName() {
        SchedulingRules rules = PlannerConfig.read(new MapConfig(Map.of("souk.scheduling.minimum-run", "PT2S")));

        assertThat(rules.minimumRun()).isEqualTo(Duration.ofSeconds(2));
        assertThat(rules.minimumGain()).isEqualTo(SchedulingRules.DEFAULT.minimumGain());
    }

    @Test
    void nonsenseIsRefusedByItsKey() {
        assertThatThrownBy(() -> PlannerConfig.read(new MapConfig(Map.of("souk.scheduling.ageing", "PT0S"))))
                .hasMessageContaining("souk.scheduling.ageing");
    }
}
