package org.souk.ejb.scheduling;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Wakes a thread. Any number of rings while it is busy make it look once more. */
final class Doorbell {
    private static final int AT_LEAST_EVERY_MILLIS = 1000;

    private final Semaphore rung = new Semaphore(0);

    void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /**
     * Waits for a ring, for a second at most, and takes all that have come. The second is counted by a clock that does not
     * jump: a timer of the container stops for as long as the machine's clock was put back.
     */
    void await() throws InterruptedException {
        if (rung.tryAcquire(AT_LEAST_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
            rung.drainPermits();
        }
    }
}
