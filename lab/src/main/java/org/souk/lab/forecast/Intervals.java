package org.souk.lab.forecast;

import org.souk.core.forecast.Quantiles;
import org.souk.ml.expert.QuantileForecast;

/** How good intervals were, at one horizon. Not thread-safe. */
final class Intervals {
    private static final double TAIL = (1 - Quantiles.COVERAGE) / 2;

    private final int horizon;
    private long count;
    private long covered;
    private double width;
    private double pinball;

    Intervals(int horizon) {
        this.horizon = horizon;
    }

    /** A load above 100 counts as 100: an interval up to 100 keeps all of the machine free, which covers it. */
    void add(QuantileForecast fan, double came) {
        double load = QuantileForecast.clip(came);
        double lower = fan.lower()[horizon - 1];
        double median = fan.median()[horizon - 1];
        double upper = fan.upper()[horizon - 1];
        count++;
        covered += load >= lower && load <= upper ? 1 : 0;
        width += upper - lower;
        pinball += (pinball(load - lower, TAIL) + pinball(load - median, 0.5) + pinball(load - upper, 1 - TAIL)) / 3;
    }

    private static double pinball(double above, double level) {
        return above >= 0 ? level * above : (level - 1) * above;
    }

    double coverage() {
        return (double) covered / count;
    }

    double meanWidth() {
        return width / count;
    }

    /** Koenker and Bassett, 1978; the mean over the three quantiles. */
    double meanPinball() {
        return pinball / count;
    }
}
