package org.souk.core.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * The latest measurements of one machine's own load, oldest first; a bounded, immutable series.
 */
public final class LoadHistory {
    /** Enough for an hour of five-second heartbeats. */
    public static final int CAPACITY = 720;

    private static final Duration PUT_BACK = Duration.ofMinutes(5);

    public static final LoadHistory EMPTY = new LoadHistory(new Instant[0], new double[0], new double[0]);

    private final Instant[] at;
    private final double[] cpuPercent;
    private final double[] ramPercent;

    private LoadHistory(Instant[] at, double[] cpuPercent, double[] ramPercent) {
        this.at = at;
        this.cpuPercent = cpuPercent;
        this.ramPercent = ramPercent;
    }

    /** This and one more measurement; the oldest is dropped when the series is full. One that is not newer is ignored, but for one that is much older: then the clock was put back. */
    public LoadHistory plus(Instant when, double ownCpuPercent, double ownRamPercent) {
        if (size() > 0 && when.plus(PUT_BACK).isBefore(at[size() - 1])) {
            return EMPTY.plus(when, ownCpuPercent, ownRamPercent);
        }
        if (size() > 0 && !when.isAfter(at[size() - 1])) {
            return this;
        }
        int from = size() == CAPACITY ? 1 : 0;
        int kept = size() - from;
        Instant[] times = Arrays.copyOfRange(at, from, from + kept + 1);
        double[] cpu = Arrays.copyOfRange(cpuPercent, from, from + kept + 1);
        double[] ram = Arrays.copyOfRange(ramPercent, from, from + kept + 1);
        times[kept] = when;
        cpu[kept] = ownCpuPercent;
        ram[kept] = ownRamPercent;
        return new LoadHistory(times, cpu, ram);
    }

    public int size() {
        return at.length;
    }

    public Instant at(int index) {
        return at[index];
    }

    public double cpuPercent(int index) {
        return cpuPercent[index];
    }

    public double ramPercent(int index) {
        return ramPercent[index];
    }
}
