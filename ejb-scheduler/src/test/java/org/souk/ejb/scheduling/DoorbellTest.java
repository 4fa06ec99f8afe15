package org.souk.ejb.scheduling;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class DoorbellTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private final Doorbell doorbell = new Doorbell();

    @Test
    void aRingBeforeTheWaitIsNotLost() {
        doorbell.ring();
        assertTimeoutPreemptively(SOON, doorbell::await);
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
        assertTimeoutPreemptively(SOON, () -> woken.await());
    }
}
