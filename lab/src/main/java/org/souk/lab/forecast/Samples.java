package org.souk.lab.forecast;

import java.util.Arrays;
import java.util.Collection;
import org.souk.core.forecast.LoadSeries;

/** One node's measurements as they were read, at any times and in any order. */
final class Samples {
    /** Ten years of five minutes. */
    static final long MOST_STEPS = 1_051_200;

    private static final int SECONDS_PER_MINUTE = 60;

    private long[] seconds = new long[16];
    private double[] cpu = new double[16];
    private double[] ram = new double[16];
    private int count;

    void add(long second, double cpuPercent, double ramPercent) {
        if (count == seconds.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
            cpu = Arrays.copyOf(cpu, 2 * count);
            ram = Arrays.copyOf(ram, 2 * count);
        }
        seconds[count] = second;
        cpu[count] = cpuPercent;
        ram[count] = ramPercent;
        count++;
    }

    /**
     * The step that fits all nodes, in seconds: five minutes, or the median of the nodes' usual distances between two
     * measurements, to the minute, where that is longer.
     */
    static long step(Collection<Samples> nodes) {
        long[] usual = nodes.stream()
                .mapToLong(Samples::usualDistance)
                .filter(distance -> distance > 0)
                .sorted()
                .toArray();
        long shortest = LoadSeries.STEP.toSeconds();
        return usual.length == 0 ? shortest : Math.max(shortest, toTheMinute(usual[usual.length / 2]));
    }

    private static long toTheMinute(long seconds) {
        return Math.round((double) seconds / SECONDS_PER_MINUTE) * SECONDS_PER_MINUTE;
    }

    private long usualDistance() {
        long[] sorted = Arrays.copyOf(seconds, count);
        Arrays.sort(sorted);
        long[] distances = new long[Math.max(0, count - 1)];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = sorted[i + 1] - sorted[i];
        }
        Arrays.sort(distances);
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }

    long spannedSteps(long step) {
        return (Arrays.stream(seconds, 0, count).max().orElse(0)
                        - Arrays.stream(seconds, 0, count).min().orElse(0))
                / step;
    }

    /** The mean of each step. */
    LoadSeries gridded(long step) {
        long phase = phase(step);
        long[] at = new long[count];
        for (int i = 0; i < count; i++) {
            at[i] = Math.floorDiv(seconds[i] - phase, step);
        }
        long first = Arrays.stream(at).min().orElse(0);
        int size = (int) (Arrays.stream(at).max().orElse(-1) - first + 1);
        return LoadSeries.of(first, means(at, first, size, cpu), means(at, first, size, ram));
    }

    /**
     * How far the grid is moved so that measurements about a step apart lie in the middle of its steps: a clock that
     * trembles by a second must not make one step empty and the next one double. It is less than a step.
     */
    private long phase(long step) {
        if (usualDistance() < step / 2) {
            return 0;
        }
        double sin = 0;
        double cos = 0;
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * Math.floorMod(seconds[i], step) / step;
            sin += Math.sin(angle);
            cos += Math.cos(angle);
        }
        long centre = Math.round(Math.atan2(sin, cos) / (2 * Math.PI) * step);
        return centre - step / 2;
    }

    private static float[] means(long[] at, long first, int size, double[] values) {
        double[] sums = new double[size];
        int[] counts = new int[size];
        for (int i = 0; i < at.length; i++) {
            if (!Double.isNaN(values[i])) {
                sums[(int) (at[i] - first)] += values[i];
                counts[(int) (at[i] - first)]++;
            }
        }
        float[] means = new float[size];
        for (int i = 0; i < size; i++) {
            means[i] = counts[i] == 0 ? Float.NaN : (float) (sums[i] / counts[i]);
        }
        return means;
    }
}
