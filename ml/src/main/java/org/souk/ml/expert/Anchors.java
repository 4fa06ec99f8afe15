package org.souk.ml.expert;

import java.util.stream.IntStream;
import org.souk.core.forecast.QuantileSeries;

/** The horizons that have a model of their own, where one for each would be too dear; the others lie on the lines between. */
public final class Anchors {
    private static final int[] HORIZONS = {1, 3, 6, 12};

    private Anchors() {}

    public static int count() {
        return HORIZONS.length;
    }

    /** In ascending order, the last is the farthest of all. */
    public static int horizon(int anchor) {
        return HORIZONS[anchor];
    }

    public static IntStream horizons() {
        return IntStream.of(HORIZONS);
    }

    /** The values of all horizons, from those at the anchors. */
    public static double[] between(double[] atAnchors) {
        double[] values = new double[QuantileSeries.HORIZONS];
        int from = HORIZONS[0];
        double before = atAnchors[0];
        values[0] = before;
        for (int i = 1; i < HORIZONS.length; i++) {
            for (int h = from + 1; h <= HORIZONS[i]; h++) {
                double share = (double) (h - from) / (HORIZONS[i] - from);
                values[h - 1] = before + share * (atAnchors[i] - before);
            }
            before = atAnchors[i];
            from = HORIZONS[i];
        }
        return values;
    }
}
