package org.souk.ejb.scheduling;

import java.util.concurrent.Semaphore;

/** Wakes a thread. Any number of rings while it is busy make it look once more. */
public final class Doorbell {
    private final Semaphore rung = new Semaphore(0);

    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /** Waits for a ring and takes all that have come. */
    void await() throws InterruptedException {
        rung.acquire();
        rung.drainPermits();
    }
}
