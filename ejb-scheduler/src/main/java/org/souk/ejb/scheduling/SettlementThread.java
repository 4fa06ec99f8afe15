package org.souk.ejb.scheduling;

import java.lang.System.Logger.Level;
import java.lang.System.Logger;
import org.souk.core.planning.Scheduler;
import java.util.Optional;
import java.util.function.Supplier;

/** Settles reports as they come, beside the planning; what has ended makes room for what waits. */
final class SettlementThread implements Runnable {
    private static final Logger LOG = System.getLogger(SettlementThread.class.getName());

    private final Scheduler scheduler;
    private final Doorbells doorbells;
    private final Supplier<Optional<String>> refusal;

    /** @param refusal why it must stand still; empty while it may go on */
    SettlementThread(Scheduler scheduler, Doorbells doorbells, Supplier<Optional<String>> refusal) {
        this.scheduler = scheduler;
        this.doorbells = doorbells;
        this.refusal = refusal;
    }

    @Override
    public void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                doorbells.settling().await();
                settle();
                doorbells.planning().ring();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void settle() {
        if (refusal.get().isPresent()) {
            return;
        }
        try {
            scheduler.settleReports();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a settlement failed; agents repeat what is not acknowledged", e);
        }
    }
}
