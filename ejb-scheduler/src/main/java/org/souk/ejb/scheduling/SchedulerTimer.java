package org.souk.ejb.scheduling;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import org.souk.core.market.Scheduler;

/**
 * Starts the scheduler with the application and turns it at least once a second, so that leases run out and nothing is
 * forgotten even if no doorbell rings. The timers are not persistent: every instance has its own.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchedulerTimer {
    @Inject
    Scheduler scheduler;

    @Inject
    Doorbell doorbell;

    @Inject
    FirstStart firstStart;

    @Resource
    ManagedThreadFactory threads;

    private SchedulerThread crank;
    private Thread thread;

    @PostConstruct
    void start() {
        firstStart.prepare();
        crank = new SchedulerThread(scheduler, doorbell);
        thread = threads.newThread(crank);
        thread.setName("souk-scheduler");
        thread.start();
    }

    @PreDestroy
    void stop() {
        thread.interrupt();
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        doorbell.ring();
    }

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void persistLiveness() {
        if (isHealthy()) {
            scheduler.persistLiveness();
        }
    }

    /** True while the scheduler has an up-to-date live state and its thread runs. */
    public boolean isHealthy() {
        return thread.isAlive() && crank.isHealthy();
    }
}
