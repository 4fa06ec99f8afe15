package org.souk.ejb.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.souk.core.health.GuardedTurns;

class TurnReadinessTest {
    private final GuardedTurns turns = new GuardedTurns();
    private final TurnReadiness readiness = new TurnReadiness(turns);

    @Test
    void isUpBeforeAnythingHasRun() {
        assertThat(readiness.call().getName()).isEqualTo("timers");
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void isDownAndNamesWhatFailsUntilThatSucceeds() {
        turns.run("liveness", () -> {
            throw new StackOverflowError();
        });
        turns.run("forecasts", () -> {});
        assertThat(readiness.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(readiness.call().getData()).contains(Map.of("liveness", 1));

        turns.run("liveness", () -> {});
        assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);
        assertThat(readiness.call().getData()).contains(Map.of());
    }
}
