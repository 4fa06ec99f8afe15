package org.souk.web.signin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets a few computations run at a time and a few more wait; whatever comes on top is turned away at once, so that slow
 * hashes occupy neither all cores nor all request threads.
 */
final class HashingSlots {
    private final Semaphore running;
    private final Semaphore admitted;
    private final Duration patience;

    /** @param patience how long one that was admitted waits for its turn */
    HashingSlots(int running, int waiting, Duration patience) {
        this.running = new Semaphore(running, true);
        this.admitted = new Semaphore(running + waiting);
        this.patience = patience;
    }

    /** @return empty when there was no room */
    <T> Optional<T> run(Supplier<T> computation) {
        if (!admitted.tryAcquire()) {
            return Optional.empty();
        }
        try {
            return runInTurn(computation);
        } finally {
            admitted.release();
        }
    }

    private <T> Optional<T> runInTurn(Supplier<T> computation) {
        try {
            if (!running.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
        try {
            return Optional.of(computation.get());
        } finally {
            running.release();
        }
    }
}
