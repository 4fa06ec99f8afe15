package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DeadlineDrawTest {
    private final Workload workload =
            WorkloadFixture.on(1).job(5, 10, 1).job(6, 10, 1, 100).workload();

    @Test
    void deadlineIsWithinTheFactorsOfTheEstimate() {
        Workload drawn = DeadlineDraw.parse("7:1.5:8").of(workload);
        assertThat(drawn.jobs().get(0).job().deadlineMillis().getAsLong()).isBetween(5_000 + 15_000L, 5_000 + 80_000L);
        assertThat(drawn.jobs().get(1).job().deadlineMillis().getAsLong())
                .isBetween(6_000 + 150_000L, 6_000 + 800_000L);
    }

    @Test
    void sameSeedDrawsTheSame() {
        assertThat(DeadlineDraw.parse("7:1.5:8").of(workload))
                .isEqualTo(DeadlineDraw.parse("7:1.5:8").of(workload))
                .isNotEqualTo(DeadlineDraw.parse("8:1.5:8").of(workload));
    }

    @Test
    void equalFactorsLeaveNothingToChance() {
        assertThat(DeadlineDraw.parse("1:2:2").of(workload).jobs().get(0).job().deadlineMillis())
                .hasValue(25_000);
    }

    @Test
    void whatCannotBeDrawnIsRefused() {
        assertThatThrownBy(() -> DeadlineDraw.parse("7:1.5")).hasMessageContaining("SEED:LO:HI");
        assertThatThrownBy(() -> DeadlineDraw.parse("x:1.5:8")).hasMessageContaining("SEED:LO:HI");
        assertThatThrownBy(() -> DeadlineDraw.parse("7:8:1.5")).hasMessageContaining("LO <= HI");
        assertThatThrownBy(() -> DeadlineDraw.parse("7:NaN:8")).hasMessageContaining("LO <= HI");
    }
}
