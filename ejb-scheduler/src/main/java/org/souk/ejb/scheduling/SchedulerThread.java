package org.souk.ejb.scheduling;

import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Duration;
import org.souk.core.planning.Scheduler;

/** Turns the crank whenever the doorbell rings. After a failure the live state is read anew before it goes on. */
final class SchedulerThread implements Runnable {
    private static final Logger LOG = System.getLogger(SchedulerThread.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Doorbell doorbell;
    private volatile boolean healthy;

    SchedulerThread(Scheduler scheduler, Doorbell doorbell) {
        this.scheduler = scheduler;
        this.doorbell = doorbell;
    }

    boolean isHealthy() {
        return healthy;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                turn();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() throws InterruptedException {
        try {
            if (!healthy) {
                scheduler.rebuild();
                healthy = true;
            } else {
                doorbell.await();
            }
            scheduler.turn();
        } catch (RuntimeException e) {
            healthy = false;
            LOG.log(Level.ERROR, "a scheduler turn failed; the live state will be read anew", e);
            Thread.sleep(PAUSE_AFTER_FAILURE.toMillis());
        }
    }
}
