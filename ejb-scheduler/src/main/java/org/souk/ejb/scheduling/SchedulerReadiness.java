package org.souk.ejb.scheduling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.souk.core.cluster.Cluster;

/** Ready only while the scheduler runs. */
@Readiness
@ApplicationScoped
public class SchedulerReadiness implements HealthCheck {
    @Inject
    SchedulerTimer timer;

    @Inject
    Cluster cluster;

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("scheduler")
                .status(timer.isHealthy())
                .withData("waiting", cluster.waitingCount())
                .build();
    }
}
