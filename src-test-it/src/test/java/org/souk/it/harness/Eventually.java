package org.souk.it.harness;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a condition by looking again and again, until a deadline. */
public final class Eventually {
    /** Long enough for a slow and busy machine; a test that passes never waits so long. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    /** Waits until the condition holds. */
    public static void holds(String what, BooleanSupplier condition) {
        holds(what, PATIENCE, condition);
    }

    public static void holds(String what, Duration patience, BooleanSupplier condition) {
        present(what, patience, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Waits for a value. */
    public static <T> T present(String what, Supplier<Optional<T>> value) {
        return present(what, PATIENCE, value);
    }

    /** @throws AssertionError naming what did not come */
    public static <T> T present(String what, Duration patience, Supplier<Optional<T>> value) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (; ; ) {
            Optional<T> found = value.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("within " + patience.toSeconds() + " s not seen: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}
