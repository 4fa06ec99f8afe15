package org.souk.core.forecast;

/**
 * How forecasts compare with what came; the latest count most, those of a day ago half.
 *
 * @param compared how many forecasts that is, of any age
 * @param error the mean distance of the median from what came, in percent of the machine
 * @param persistence the same if the load had been said to stay as it was
 * @param coverage the share of cases in which the load came to lie in the interval, 0…1; {@link Quantiles#COVERAGE} is
 *     meant
 */
public record Accuracy(long compared, double error, double persistence, double coverage) {
    /** When nothing was compared: the figures are no numbers. */
    public static final Accuracy NONE = new Accuracy(0, Double.NaN, Double.NaN, Double.NaN);
}
