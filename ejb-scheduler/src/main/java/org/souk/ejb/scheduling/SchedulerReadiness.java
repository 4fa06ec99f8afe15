package org.souk.ejb.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.souk.core.market.Market;

/** Ready only while the scheduler runs and agents can reach the market. */
@Readiness
@ApplicationScoped
public class SchedulerReadiness implements HealthCheck {
    @Inject
    SchedulerTimer timer;

    @Inject
    Market market;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("scheduler")
                .status(timer.isHealthy() && market.turns().isOpen())
                .withData("waiting", market.live().waitingCount())
                .build();
    }
}
