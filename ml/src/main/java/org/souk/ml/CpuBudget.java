package org.souk.ml;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How much of its CPU time the calling thread has left; elapsed time where the JVM does not count a thread's CPU time. */
final class CpuBudget {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final long startedAt = now();
    private final long nanos;

    CpuBudget(Duration budget) {
        nanos = budget.toNanos();
    }

    Duration spent() {
        return Duration.ofNanos(now() - startedAt);
    }

    /** False when this share of the budget is used up. */
    boolean isWithin(double share) {
        return now() - startedAt < share * nanos;
    }

    private static long now() {
        return THREADS.isCurrentThreadCpuTimeSupported() ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
    }
}
