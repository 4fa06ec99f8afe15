package org.souk.ejb.scheduling;

import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import java.time.Duration;
import org.souk.core.planning.Scheduler;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Turns the crank whenever the doorbell rings. After a failure, and after another control plane had the database, the live
 * state is read anew before it goes on.
 */
final class SchedulerThread implements Runnable {
    private static final Logger LOG = System.getLogger(SchedulerThread.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Doorbell doorbell;
    private final Supplier<Optional<String>> refusal;
    private volatile boolean healthy;

    /** @param refusal why it must stand still; empty while it may go on */
    SchedulerThread(Scheduler scheduler, Doorbell doorbell, Supplier<Optional<String>> refusal) {
        this.scheduler = scheduler;
        this.doorbell = doorbell;
        this.refusal = refusal;
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
        if (refusal.get().isPresent()) {
            healthy = false;
            Thread.sleep(PAUSE.toMillis());
            return;
        }
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
            Thread.sleep(PAUSE.toMillis());
        }
    }
}
