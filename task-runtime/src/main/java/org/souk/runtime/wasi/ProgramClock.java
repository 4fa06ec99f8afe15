package org.souk.runtime.wasi;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

/**
 * The time that a program sees. It passes with the fuel that the program uses and the sleeps that it asks for, and so
 * depends on nothing but what decides what the program does. How long it really runs is {@link RunClock}'s affair.
 */
final class ProgramClock {

    /** How much time passes for each fuel: about as much as compiled code takes for it. */
    static final long NANOS_PER_FUEL = 1;

    private static final long MOST = Long.MAX_VALUE / 4;

    private final long start;
    private final LongSupplier fuel;
    private long slept;
    private long shown;

    /**
     * @param start what the program takes for real time when it begins
     * @param fuel how much it has used, exact whenever it calls the host
     */
    ProgramClock(Instant start, LongSupplier fuel) {
        this.start = nanosOf(start);
        this.fuel = fuel;
    }

    static long nanosOf(Instant instant) {
        return TimeUnit.SECONDS.toNanos(instant.getEpochSecond()) + instant.getNano();
    }

    /** Nanoseconds since the program began; never fewer than before. */
    long nanos() {
        // Callers pay in advance for what they call: between two calls of the host the count can go back a little.
        shown = Math.max(shown, fuel.getAsLong() * NANOS_PER_FUEL + slept);
        return shown;
    }

    /** Nanoseconds since 1970. */
    long realTime() {
        return start + nanos();
    }

    /** What the program takes for the time at which everything was made that it finds. */
    long start() {
        return start;
    }

    /** The program has slept so long. */
    void slept(long nanos) {
        slept += nanos;
    }

    void saveTo(StateWriter state) {
        state.large(slept).large(shown);
    }

    void restoreFrom(StateReader state) throws SnapshotRefused {
        slept = state.large("time that it has slept", 0, MOST);
        shown = state.large("time", 0, MOST);
    }
}
