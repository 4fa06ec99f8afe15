package org.souk.ejb.scheduling;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.souk.core.market.Escalator;
import org.souk.ejb.config.EscalationConfig;

/** Looks every few seconds for tasks that wait too long. The timer is not persistent: every instance has its own. */
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

    @Resource
    TimerService timers;

    @PostConstruct
    void start() {
        long interval = config.interval().toMillis();
        timers.createIntervalTimer(interval, interval, new TimerConfig(null, false));
    }

    @Timeout
    void escalate() {
        if (!scheduler.isHealthy()) {
            return;
        }
        try {
            escalator.turn();
        } catch (RuntimeException e) {
            // The container would end a timer that fails twice.
            LOG.log(Level.ERROR, "an escalation turn failed; the next one looks anew", e);
        }
    }
}
