package org.souk.ejb.scheduling;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.souk.testing.Patience;

class DoorbellTest {
    private final Doorbell doorbell = new Doorbell();

    @Test
    void aRingBeforeTheWaitIsNotLost() {
        doorbell.ring();
        assertTimeoutPreemptively(Patience.LIMIT, doorbell::await);
    }

    @Test
    void aRingWakesWhoWaits() {
        CountDownLatch woken = new CountDownLatch(1);
        Thread sleeper = new Thread(() -> {
            try {
                doorbell.await();
                woken.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        sleeper.start();
        doorbell.ring();
        assertTimeoutPreemptively(Patience.LIMIT, () -> woken.await());
    }
}
