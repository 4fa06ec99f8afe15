package org.souk.ejb.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Readiness;
import org.souk.core.health.GuardedTurns;

/** Ready only while every timer's last turn has succeeded; else names those that fail, and how often in a row. */
@Readiness
@ApplicationScoped
public class TurnReadiness implements HealthCheck {
    private final GuardedTurns turns;

    /** For the container's proxy. */
    protected TurnReadiness() {
        this(null);
    }

    @Inject
    public TurnReadiness(GuardedTurns turns) {
        this.turns = turns;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Integer> failing = turns.failing();
        return new HealthCheckResponse(
                "timers", failing.isEmpty() ? Status.UP : Status.DOWN, Optional.of(Map.copyOf(failing)));
    }
}
