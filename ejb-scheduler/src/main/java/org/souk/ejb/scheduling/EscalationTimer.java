package org.souk.ejb.scheduling;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import org.souk.core.escalation.Escalator;
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
    private static final Logger LOG = System.getLogger(EscalationTimer.class.getName());

    @Inject
    Escalator escalator;

    @Inject
    EscalationConfig config;

    @Inject
    SchedulerTimer scheduler;

    private long seconds;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        seconds++;
        if (seconds < config.interval().toSeconds() || !scheduler.isHealthy()) {
            return;
        }
        seconds = 0;
        try {
            escalator.turn();
        } catch (RuntimeException e) {
            // The container would end a timer that fails twice.
            LOG.log(Level.ERROR, "an escalation turn failed; the next one looks anew", e);
        }
    }
}
