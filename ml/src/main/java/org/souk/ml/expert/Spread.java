package org.souk.ml.expert;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.window.LoadWindow;

/**
 * Makes quantiles of a forecast that has none: how far off it was for one in twenty windows, on either side, counted in
 * what is usual for each node's load to change.
 *
 * @param below for each horizon, zero or less
 * @param above for each horizon, zero or more
 */
public record Spread(double[] below, double[] above) {
    /** Before anything is known. */
    public static final Spread NONE =
            new Spread(new double[QuantileSeries.HORIZONS], new double[QuantileSeries.HORIZONS]);

    private static final double TAIL = 0.05;
    private static final double LEAST_UNIT = 0.2;
    private static final int LEAST_CASES = 20;

    /** Learns from what a forecast said and what came: one row a case. NaN where nothing is known. */
    static Spread of(List<LoadWindow> windows, double[][] said, double[][] came) {
        double[] below = new double[QuantileSeries.HORIZONS];
        double[] above = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            double[] errors = new double[windows.size()];
            int count = 0;
            for (int i = 0; i < errors.length; i++) {
                if (!Double.isNaN(came[i][h])) {
                    errors[count++] = (came[i][h] - said[i][h]) / unit(windows.get(i));
                }
            }
            if (count >= LEAST_CASES) {
                Arrays.sort(errors, 0, count);
                below[h] = Math.min(0, errors[(int) (count * TAIL)]);
                above[h] = Math.max(0, errors[(int) (count * (1 - TAIL))]);
            }
        }
        return new Spread(below, above);
    }

    /** In percentage points. */
    public static double unit(LoadWindow window) {
        return LEAST_UNIT + window.habits().change();
    }

    /** Quantiles around these medians, which become part of the result. */
    QuantileForecast around(double[] median, LoadWindow window) {
        double unit = unit(window);
        double[] lower = new double[QuantileSeries.HORIZONS];
        double[] upper = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            lower[h] = median[h] + below[h] * unit;
            upper[h] = median[h] + above[h] * unit;
        }
        return QuantileForecast.of(lower, median, upper);
    }

    public void write(DataOutput out) throws IOException {
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            out.writeDouble(below[h]);
            out.writeDouble(above[h]);
        }
    }

    public static Spread read(DataInput in) throws IOException {
        double[] below = new double[QuantileSeries.HORIZONS];
        double[] above = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            below[h] = in.readDouble();
            above[h] = in.readDouble();
        }
        return new Spread(below, above);
    }
}
