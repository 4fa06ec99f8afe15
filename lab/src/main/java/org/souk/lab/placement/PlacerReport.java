package org.souk.lab.placement;

import java.util.List;
import org.souk.lab.Percentiles;

/**
 * How one scheduler did; the order of the fields is that of the JSON.
 *
 * @param placementsPerSecond by the time within ticks
 * @param placed of all tasks, or within the measured ticks where the work has no end
 * @param ticks that were measured
 */
record PlacerReport(double placementsPerSecond, Ticks tickMillis, int placed, int ticks) {
    /** Percentiles in milliseconds. */
    record Ticks(double p50, double p99) {}

    /** @param placements within the given ticks */
    static PlacerReport of(List<Double> tickMillis, long placements, int placed) {
        double seconds = tickMillis.stream().mapToDouble(Double::doubleValue).sum() / 1000;
        Percentiles percentiles = new Percentiles(tickMillis);
        return new PlacerReport(
                Math.round(placements / seconds * 10) / 10.0,
                new Ticks(rounded(percentiles.at(50)), rounded(percentiles.at(99))),
                placed,
                tickMillis.size());
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1000) / 1000.0;
    }
}
