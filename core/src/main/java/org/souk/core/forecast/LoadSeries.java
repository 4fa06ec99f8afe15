package org.souk.core.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * One machine's own load on a grid of five minutes: for each step the mean of what was measured in it, or nothing.
 * Immutable. Steps are counted from the epoch, so they are the same for all machines.
 *
 * <p>Four bytes a value: thirty days of CPU and RAM take 69 KB.
 */
public final class LoadSeries {
    public static final Duration STEP = Duration.ofMinutes(5);
    public static final int STEPS_PER_DAY = 288;

    /** Of a value that was not measured. */
    public static final double MISSING = Double.NaN;

    public static final LoadSeries EMPTY = new LoadSeries(0, new float[0], new float[0]);

    private final long firstStep;
    private final float[] cpuPercent;
    private final float[] ramPercent;

    private LoadSeries(long firstStep, float[] cpuPercent, float[] ramPercent) {
        this.firstStep = firstStep;
        this.cpuPercent = cpuPercent;
        this.ramPercent = ramPercent;
    }

    /**
     * A series of consecutive steps.
     *
     * @param cpuPercent of one step after the other, {@link #MISSING} where nothing was measured
     * @param ramPercent likewise, of the same length
     */
    public static LoadSeries of(long firstStep, float[] cpuPercent, float[] ramPercent) {
        if (cpuPercent.length != ramPercent.length) {
            throw new IllegalArgumentException(
                    "CPU has " + cpuPercent.length + " steps and RAM has " + ramPercent.length);
        }
        return new LoadSeries(firstStep, cpuPercent.clone(), ramPercent.clone());
    }

    /** The step in which this moment lies. */
    public static long stepOf(Instant moment) {
        return Math.floorDiv(moment.getEpochSecond(), STEP.toSeconds());
    }

    /** When the step begins. */
    public static Instant startOf(long step) {
        return Instant.ofEpochSecond(Math.multiplyExact(step, STEP.toSeconds()));
    }

    public int size() {
        return cpuPercent.length;
    }

    public boolean isEmpty() {
        return cpuPercent.length == 0;
    }

    public long firstStep() {
        return firstStep;
    }

    /** The first step after this series; equal to {@link #firstStep()} when it is empty. */
    public long endStep() {
        return firstStep + cpuPercent.length;
    }

    /** In percent, or {@link #MISSING}; outside the series, everything is missing. */
    public double at(long step, LoadKind kind) {
        return step < firstStep || step >= endStep() ? MISSING : values(kind)[(int) (step - firstStep)];
    }

    public boolean isKnown(long step, LoadKind kind) {
        return !Double.isNaN(at(step, kind));
    }

    /** True when there is any value of that kind. */
    public boolean has(LoadKind kind) {
        for (float value : values(kind)) {
            if (!Float.isNaN(value)) {
                return true;
            }
        }
        return false;
    }

    /** This and one later step; what lies between is missing. A step that is not later than all others is ignored. */
    public LoadSeries plus(long step, double cpu, double ram) {
        if (isEmpty()) {
            return new LoadSeries(step, new float[] {(float) cpu}, new float[] {(float) ram});
        }
        if (step < endStep()) {
            return this;
        }
        int length = Math.toIntExact(step - firstStep + 1);
        return new LoadSeries(
                firstStep, extended(cpuPercent, length, (float) cpu), extended(ramPercent, length, (float) ram));
    }

    /** This and a later series; what lies between is missing. Of the later one, what is not later than this is ignored. */
    public LoadSeries plus(LoadSeries later) {
        LoadSeries rest = isEmpty() ? later : later.from(endStep());
        if (isEmpty() || rest.isEmpty()) {
            return isEmpty() ? rest : this;
        }
        int length = Math.toIntExact(rest.endStep() - firstStep);
        float[] cpu = extended(cpuPercent, length, Float.NaN);
        float[] ram = extended(ramPercent, length, Float.NaN);
        int start = length - rest.size();
        System.arraycopy(rest.cpuPercent, 0, cpu, start, rest.size());
        System.arraycopy(rest.ramPercent, 0, ram, start, rest.size());
        return new LoadSeries(firstStep, cpu, ram);
    }

    /** The part from this step on. */
    public LoadSeries from(long step) {
        return step <= firstStep ? this : between(step, endStep());
    }

    /** The part before this step. */
    public LoadSeries before(long step) {
        return step >= endStep() ? this : between(firstStep, step);
    }

    private LoadSeries between(long start, long end) {
        if (start >= end) {
            return EMPTY;
        }
        int low = (int) (start - firstStep);
        int high = (int) (end - firstStep);
        return new LoadSeries(
                start, Arrays.copyOfRange(cpuPercent, low, high), Arrays.copyOfRange(ramPercent, low, high));
    }

    private float[] values(LoadKind kind) {
        return switch (kind) {
            case CPU -> cpuPercent;
            case RAM -> ramPercent;
        };
    }

    private static float[] extended(float[] values, int length, float last) {
        float[] longer = Arrays.copyOf(values, length);
        Arrays.fill(longer, values.length, length - 1, Float.NaN);
        longer[length - 1] = last;
        return longer;
    }
}
