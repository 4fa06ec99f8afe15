package org.souk.lab;

import java.util.Arrays;
import java.util.Collection;

/** Percentiles by nearest rank: always a value that was measured. */
public final class Percentiles {
    private final double[] sorted;

    /** @throws IllegalArgumentException when there is nothing */
    public Percentiles(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("no values");
        }
        sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
    }

    /** @param percent above 0, at most 100 */
    public double at(double percent) {
        if (!(percent > 0 && percent <= 100)) {
            throw new IllegalArgumentException("a percentile is above 0 and at most 100, not " + percent);
        }
        int rank = (int) Math.ceil(percent / 100 * sorted.length);
        return sorted[rank - 1];
    }
}
