package org.souk.core.forecast;

import java.util.List;

/**
 * How one kind of load of one machine will go on.
 *
 * @param ahead the first is one step after the latest that was known, {@link #HORIZONS} in all
 * @param model which forecaster was the champion one step ahead, such as {@code lstm}
 */
public record QuantileSeries(List<Quantiles> ahead, String model) {
    /** Steps of five minutes: an hour. */
    public static final int HORIZONS = 12;

    public QuantileSeries {
        ahead = List.copyOf(ahead);
        if (ahead.size() != HORIZONS) {
            throw new IllegalArgumentException("a course has " + HORIZONS + " steps, not " + ahead.size());
        }
    }

    /** @param horizon in steps, 1…{@link #HORIZONS} */
    public Quantiles at(int horizon) {
        return ahead.get(horizon - 1);
    }

    /**
     * The highest expectation of some steps.
     *
     * @param elapsed steps that are over, less than {@link #HORIZONS}
     * @param horizon how many after them, at least 1; what is beyond the last one is left out
     */
    public double expectedWithin(int elapsed, int horizon) {
        return ahead.stream()
                .skip(elapsed)
                .limit(horizon)
                .mapToDouble(Quantiles::median)
                .max()
                .orElseThrow();
    }

    /** The highest upper bound of the first steps. */
    public double upperWithin(int horizon) {
        return upperWithin(0, horizon);
    }

    /** The highest upper bound of some steps, likewise: what should be left free for so long. */
    public double upperWithin(int elapsed, int horizon) {
        return ahead.stream()
                .skip(elapsed)
                .limit(horizon)
                .mapToDouble(Quantiles::upper)
                .max()
                .orElseThrow();
    }
}
