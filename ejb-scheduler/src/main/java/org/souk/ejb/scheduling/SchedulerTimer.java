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
import java.util.ArrayList;
import java.util.List;
import org.souk.core.health.GuardedTurns;
import org.souk.core.market.Market;
import org.souk.ejb.platform.DatabaseClaim;

/**
 * Starts the market's two threads with the application: one plans, one settles and ends leases. Timers ring their doorbells,
 * so that nothing is forgotten even if nobody else does. The timers are not persistent: every instance has its own.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class SchedulerTimer {
    private static final String PLANNING = "planning";

    @Inject
    Market market;

    @Inject
    ThreadDoorbells doorbells;

    @Inject
    FirstStart firstStart;

    @Inject
    DatabaseClaim claim;

    @Inject
    GuardedTurns turns;

    @Resource
    ManagedThreadFactory threads;

    private final List<Thread> started = new ArrayList<>();
    private volatile boolean begun;
    private boolean hadRefusal;

    @PostConstruct
    void start() {
        firstStart.prepare();
        start("souk-database-claim", claim);
        start("souk-scheduler", new TurnThread(PLANNING, this::plan, doorbells.forPlanning(), turns, this::mayRun));
        start(
                "souk-settlement",
                new TurnThread("settlement", this::settle, doorbells.forSettling(), turns, this::mayRun));
    }

    private void start(String name, Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName(name);
        thread.start();
        started.add(thread);
    }

    @PreDestroy
    void stop() {
        started.forEach(Thread::interrupt);
    }

    private boolean mayRun() {
        boolean may = claim.refusal().isEmpty();
        hadRefusal |= !may;
        return may;
    }

    private void plan() {
        if (!begun) {
            market.begin();
            begun = true;
        } else if (hadRefusal) {
            // Another control plane had the database meanwhile.
            market.follower().rebuild();
        }
        hadRefusal = false;
        market.turns().plan();
    }

    private void settle() {
        if (begun) {
            market.turns().settle();
            doorbells.planning();
        }
    }

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    void everySecond() {
        turns.run("doorbells", this::ring);
    }

    private void ring() {
        doorbells.planning();
        doorbells.settling();
    }

    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    void everyOtherSecond() {
        turns.run("liveness", this::writeLiveness);
    }

    private void writeLiveness() {
        if (isHealthy()) {
            market.liveness().write();
        }
    }

    @Schedule(hour = "*", minute = "*/5", second = "30", persistent = false)
    void everyFiveMinutes() {
        turns.run("comparison of the live state", this::compare);
    }

    private void compare() {
        if (isHealthy()) {
            market.follower().compare();
        }
    }

    /** True while the live state is as stored, and the threads run. */
    public boolean isHealthy() {
        return begun
                && started.stream().allMatch(Thread::isAlive)
                && claim.refusal().isEmpty()
                && !turns.failing().containsKey(PLANNING);
    }
}
