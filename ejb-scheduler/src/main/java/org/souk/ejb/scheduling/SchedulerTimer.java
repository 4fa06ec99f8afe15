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
import org.souk.core.health.GuardedTurns;
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
    Doorbells doorbells;

    @Inject
    FirstStart firstStart;

    @Inject
    GuardedTurns turns;

    @Resource
    ManagedThreadFactory threads;

    private SchedulerThread crank;
    private Thread planner;
    private Thread settler;

    @PostConstruct
    void start() {
        firstStart.prepare();
        crank = new SchedulerThread(scheduler, doorbells.planning());
        planner = started("souk-scheduler", crank);
        settler = started("souk-settlement", new SettlementThread(scheduler, doorbells));
    }

    private Thread started(String name, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(name);
        thread.start();
        return thread;
    }

    @PreDestroy
    void stop() {
        planner.interrupt();
        settler.interrupt();
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        turns.run("doorbells", this::ring);
    }

    private void ring() {
        doorbells.planning().ring();
        doorbells.settling().ring();
    }

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyOtherSecond() {
        turns.run("liveness", this::persistLiveness);
    }

    private void persistLiveness() {
        if (isHealthy()) {
            scheduler.persistLiveness();
        }
    }

    /** True while the scheduler has an up-to-date live state and its threads run. */
    public boolean isHealthy() {
        return planner.isAlive() && settler.isAlive() && crank.isHealthy();
    }
}
