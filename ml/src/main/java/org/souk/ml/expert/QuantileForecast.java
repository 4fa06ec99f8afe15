package org.souk.ml.expert;

import org.souk.core.forecast.QuantileSeries;

/**
 * Quantiles in percent for each horizon, the first at index 0; {@code lower[h] <= median[h] <= upper[h]}. The arrays belong
 * to whoever holds the path and are not changed.
 *
 * @param lower the 5 % quantiles
 * @param upper the 95 % quantiles
 */
public record QuantileForecast(double[] lower, double[] median, double[] upper) {
    private static final double HIGHEST = 100;

    /** Clips and puts in order what is not. */
    public static QuantileForecast of(double[] lower, double[] median, double[] upper) {
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            median[h] = clip(median[h]);
            lower[h] = Math.min(clip(lower[h]), median[h]);
            upper[h] = Math.max(clip(upper[h]), median[h]);
        }
        return new QuantileForecast(lower, median, upper);
    }

    /** Into 0…100. */
    public static double clip(double percent) {
        return Math.max(0, Math.min(HIGHEST, percent));
    }
}
