package org.souk.core.forecast;

import java.time.Instant;

/**
 * Makes a {@link LoadSeries} of measurements that come at any time: each step gets the mean of its measurements. Not
 * thread-safe.
 *
 * <p>The step that is being measured is not part of the series until a measurement of a later one comes, or until it is
 * {@link #close closed}.
 */
public final class StepMeans {
    private final int capacity;
    private LoadSeries series = LoadSeries.EMPTY;
    private long step = Long.MIN_VALUE;
    private final Mean cpu = new Mean();
    private final Mean ram = new Mean();

    /** @param capacity steps that are kept, at least 1; older ones are dropped */
    public StepMeans(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("at least one step is kept, not " + capacity);
        }
        this.capacity = capacity;
    }

    /** Goes on after a series that was kept elsewhere. */
    public void resume(LoadSeries earlier) {
        series = earlier.from(earlier.endStep() - capacity);
    }

    /**
     * One measurement. What is older than the step that is being measured is ignored.
     *
     * @param cpuPercent or {@link LoadSeries#MISSING}
     * @param ramPercent likewise
     */
    public void add(Instant when, double cpuPercent, double ramPercent) {
        long at = LoadSeries.stepOf(when);
        if (at < step || at < series.endStep() && !series.isEmpty()) {
            return;
        }
        close(at);
        step = at;
        cpu.add(cpuPercent);
        ram.add(ramPercent);
    }

    /** Ends the step that is being measured if it is before this one. */
    public void close(long before) {
        if (step == Long.MIN_VALUE || step >= before) {
            return;
        }
        LoadSeries kept = step - series.endStep() >= capacity ? LoadSeries.EMPTY : series;
        LoadSeries longer = kept.plus(step, cpu.take(), ram.take());
        series = longer.from(longer.endStep() - capacity);
        step = Long.MIN_VALUE;
    }

    /** The steps that have ended. */
    public LoadSeries series() {
        return series;
    }

    private static final class Mean {
        private double sum;
        private int count;

        void add(double value) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }

        double take() {
            double mean = count == 0 ? LoadSeries.MISSING : sum / count;
            sum = 0;
            count = 0;
            return mean;
        }
    }
}
