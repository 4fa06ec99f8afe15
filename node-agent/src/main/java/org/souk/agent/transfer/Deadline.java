package org.souk.agent.transfer;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A moment in the future, by a clock that does not jump. */
record Deadline(long until) {
    static Deadline of(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Not negative. */
    long nanosLeft() {
        return Math.max(0, until - System.nanoTime());
    }

    boolean isOver() {
        return nanosLeft() == 0;
    }

    /** The nearer one. */
    Deadline orSooner(Duration duration) {
        Deadline other = of(duration);
        return other.until - until < 0 ? other : this;
    }

    /**
     * Waits on a lock that the caller holds.
     *
     * @return false when the time is up first
     */
    boolean await(Object lock, BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            long left = nanosLeft();
            if (left == 0) {
                return false;
            }
            // Rounded up: a wait of zero would never end.
            lock.wait(left / 1_000_000 + 1);
        }
        return true;
    }
}
