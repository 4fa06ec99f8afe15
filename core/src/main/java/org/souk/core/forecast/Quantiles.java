package org.souk.core.forecast;

/**
 * What a load will be at one time ahead, in percent.
 *
 * @param lower it is below this in one of twenty cases
 * @param median as often above as below
 * @param upper it is above this in one of twenty cases
 */
public record Quantiles(double lower, double median, double upper) {
    /** The share of cases in which the load lies from {@link #lower} to {@link #upper}. */
    public static final double COVERAGE = 0.9;

    public Quantiles {
        if (!(lower <= median && median <= upper)) {
            throw new IllegalArgumentException("not in order: " + lower + ", " + median + ", " + upper);
        }
    }
}
