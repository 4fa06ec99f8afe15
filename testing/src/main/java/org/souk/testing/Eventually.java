package org.souk.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition by looking again and again, as long as there is {@link Patience}. */
public final class Eventually {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    /**
     * Waits until the condition holds.
     *
     * @throws AssertionError naming what did not come
     */
    public static void holds(String what, BooleanSupplier condition) {
        present(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /**
     * Waits for a value.
     *
     * @throws AssertionError naming what did not come
     */
    public static <T> T present(String what, Supplier<Optional<T>> value) {
        long deadline = System.nanoTime() + Patience.LIMIT.toNanos();
        for (; ; ) {
            Optional<T> found = value.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + Patience.SECONDS + " s not seen: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
