package org.souk.ejb.scheduling;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import org.souk.core.health.GuardedTurns;
import org.souk.core.market.Market;
import org.souk.ejb.config.EscalationConfig;

/**
 * Looks every few seconds for tasks that wait too long. The timer is not persistent: every instance has its own.
 *
 * <p>It comes every second and counts: the server starts no timer that a program makes, since it has no timer service with
 * a store.
 */
@Singleton
@Startup
@DependsOn("SchedulerTimer")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class EscalationTimer {
    @Inject
    Market market;

    @Inject
    EscalationConfig config;

    @Inject
    SchedulerTimer scheduler;

    @Inject
    GuardedTurns turns;

    private long seconds;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        turns.run("escalation", this::turn);
    }

    private void turn() {
        seconds++;
        if (seconds < config.interval().toSeconds() || !scheduler.isHealthy()) {
            return;
        }
        market.escalate();
        // Only now: one that fails is tried again in a second, and counts as failing until it succeeds.
        seconds = 0;
    }
}
