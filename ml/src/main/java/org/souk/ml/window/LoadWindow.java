package org.souk.ml.window;

import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.QuantileSeries;

/**
 * One kind of load of one node, seen from one step: that step and those before it, never those after.
 *
 * <p>A value that is missing is taken to be the latest one before it, for an hour at most. Not thread-safe.
 */
public final class LoadWindow {
    /** Steps that are looked at one by one: two hours. */
    public static final int LAGS = 24;

    private static final int BRIDGED = 12;

    private final LoadSeries series;
    private final long origin;
    private final LoadKind kind;
    private final double[] lags;
    private final double[] otherLags;
    private final SeasonalProfile habits;
    /** Kept once they are asked for: most forecasters want the same. */
    private double[] common;

    private final double[][] ahead = new double[QuantileSeries.HORIZONS][];

    private LoadWindow(LoadSeries series, long origin, LoadKind kind) {
        this.series = series;
        this.origin = origin;
        this.kind = kind;
        this.lags = lags(kind);
        this.otherLags = lags(kind == LoadKind.CPU ? LoadKind.RAM : LoadKind.CPU);
        this.habits = SeasonalProfile.of(series, origin, kind, lags[0]);
    }

    /** @throws IllegalArgumentException when nothing was measured in the last hour, see {@link #isPossible} */
    public static LoadWindow at(LoadSeries series, long origin, LoadKind kind) {
        if (!isPossible(series, origin, kind)) {
            throw new IllegalArgumentException("nothing is known of " + kind + " in the hour before step " + origin);
        }
        return new LoadWindow(series, origin, kind);
    }

    /** True when something was measured in the last hour. */
    public static boolean isPossible(LoadSeries series, long origin, LoadKind kind) {
        return !Double.isNaN(latest(series, origin, kind));
    }

    public long origin() {
        return origin;
    }

    /** See {@link Features#common}; not to be changed. */
    public double[] common() {
        if (common == null) {
            common = Features.common(this);
        }
        return common;
    }

    /** See {@link Features#ahead}; not to be changed. */
    public double[] ahead(int horizon) {
        if (ahead[horizon - 1] == null) {
            ahead[horizon - 1] = Features.ahead(this, horizon);
        }
        return ahead[horizon - 1];
    }

    /** The latest value. */
    public double last() {
        return lags[0];
    }

    /** @param back 0…{@link #LAGS} − 1 steps before the origin */
    public double lag(int back) {
        return lags[back];
    }

    /** Of the other kind of load; 0 where it is not known. */
    public double otherLag(int back) {
        return otherLags[back];
    }

    /** What is usual for the node. */
    public SeasonalProfile habits() {
        return habits;
    }

    /**
     * What was measured at an earlier step, or shortly before it.
     *
     * @throws IllegalArgumentException for a step after the origin: that would be looking into the future
     */
    public double past(long step) {
        if (step > origin) {
            throw new IllegalArgumentException("step " + step + " is after the origin " + origin);
        }
        return latest(series, step, kind);
    }

    /**
     * What was measured so many days before a step ahead.
     *
     * @param days 1 or more
     * @return {@link LoadSeries#MISSING} where it is not known
     */
    public double sameTime(int horizon, int days) {
        return past(origin + horizon - (long) days * LoadSeries.STEPS_PER_DAY);
    }

    /** The step of the day, at a step ahead. */
    public int stepOfDay(int horizon) {
        return (int) Math.floorMod(origin + horizon, (long) LoadSeries.STEPS_PER_DAY);
    }

    /** 0…6, at a step ahead; 0 is a Thursday as the epoch was. */
    public int dayOfWeek(int horizon) {
        return (int) Math.floorMod(Math.floorDiv(origin + horizon, (long) LoadSeries.STEPS_PER_DAY), 7L);
    }

    /** What was measured at the next steps, for training and judging; {@link LoadSeries#MISSING} where nothing was. */
    public static double[] actual(LoadSeries series, long origin, LoadKind kind) {
        double[] values = new double[QuantileSeries.HORIZONS];
        for (int h = 1; h <= QuantileSeries.HORIZONS; h++) {
            values[h - 1] = series.at(origin + h, kind);
        }
        return values;
    }

    private double[] lags(LoadKind which) {
        double[] values = new double[LAGS];
        double latest = latest(series, origin - LAGS + 1, which);
        for (int back = LAGS - 1; back >= 0; back--) {
            double value = series.at(origin - back, which);
            latest = Double.isNaN(value) ? latest : value;
            values[back] = latest;
        }
        double earliest = 0;
        for (double value : values) {
            earliest = Double.isNaN(value) ? earliest : value;
        }
        for (int back = LAGS - 1; back >= 0 && Double.isNaN(values[back]); back--) {
            values[back] = earliest;
        }
        return values;
    }

    private static double latest(LoadSeries series, long step, LoadKind kind) {
        for (int back = 0; back < BRIDGED; back++) {
            double value = series.at(step - back, kind);
            if (!Double.isNaN(value)) {
                return value;
            }
        }
        return LoadSeries.MISSING;
    }
}
