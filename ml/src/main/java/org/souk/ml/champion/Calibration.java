package org.souk.ml.champion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.expert.QuantileForecast;

/**
 * Keeps the interval of one node honest while its load drifts: each bound is moved outwards by much whenever the load was
 * beyond it, and inwards by a little whenever it was not, so that in the long run it is beyond either in one of twenty
 * cases, whatever the load does. Moves are counted in what is usual for the node to change, and in how far off the bound
 * was lately. Not thread-safe.
 *
 * <p>Where the ends of the scale or a load that hardly moves keep a bound from ever being wrong, the interval would cover
 * more than it says. The lower tail makes up for that; the upper, against which room is kept, stays at one in twenty.
 *
 * <p>Gibbs and Candès, "Adaptive Conformal Inference Under Distribution Shift", NeurIPS 2021, in the form of Angelopoulos,
 * Candès and Tibshirani, "Conformal PID Control for Time Series Prediction", 2023; on quantiles that are forecast as in
 * Romano, Patterson and Candès, "Conformalized Quantile Regression", NeurIPS 2019.
 */
public final class Calibration {
    private static final double TAIL = 0.05;
    private static final double PACE = 0.1;
    private static final double TAIL_PACE = 0.003;
    private static final float LEAST_LOWER_TAIL = 0.02f;
    private static final float MOST_LOWER_TAIL = 0.15f;
    private static final double SCALE_NEWEST = 0.01;

    private final float[] below = new float[QuantileSeries.HORIZONS];
    private final float[] above = new float[QuantileSeries.HORIZONS];
    private final float[] belowScale = new float[QuantileSeries.HORIZONS];
    private final float[] aboveScale = new float[QuantileSeries.HORIZONS];
    private final float[] lowerTail = new float[QuantileSeries.HORIZONS];

    public Calibration() {
        Arrays.fill(belowScale, 1);
        Arrays.fill(aboveScale, 1);
        Arrays.fill(lowerTail, (float) TAIL);
    }

    /**
     * Moves the bounds.
     *
     * @param unit see {@link org.souk.ml.expert.Spread#unit}
     */
    public QuantileForecast calibrated(QuantileForecast fan, double unit) {
        double[] lower = new double[QuantileSeries.HORIZONS];
        double[] upper = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            lower[h] = fan.lower()[h] - below[h] * unit;
            upper[h] = fan.upper()[h] + above[h] * unit;
        }
        return QuantileForecast.of(lower, fan.median().clone(), upper);
    }

    /**
     * Learns from what came.
     *
     * @param horizon 1…{@link QuantileSeries#HORIZONS}
     * @param raw as it was before {@link #calibrated}
     * @param issued what that made of it
     * @param came in percent; what is above 100 counts as 100, since more than everything cannot be kept free
     */
    public void learn(int horizon, QuantileForecast raw, QuantileForecast issued, double unit, double came) {
        int h = horizon - 1;
        double load = QuantileForecast.clip(came);
        double belowBy = (raw.lower()[h] - load) / unit;
        double aboveBy = (load - raw.upper()[h]) / unit;
        belowScale[h] += SCALE_NEWEST * (Math.abs(belowBy) - belowScale[h]);
        aboveScale[h] += SCALE_NEWEST * (Math.abs(aboveBy) - aboveScale[h]);
        double median = issued.median()[h];
        boolean missed = load < issued.lower()[h] || load > issued.upper()[h];
        double tail = lowerTail[h] + TAIL_PACE * (2 * TAIL - (missed ? 1 : 0));
        lowerTail[h] = (float) Math.max(LEAST_LOWER_TAIL, Math.min(MOST_LOWER_TAIL, tail));
        if (load < issued.lower()[h]) {
            below[h] += PACE * (1 - lowerTail[h]) * belowScale[h];
        } else if (issued.lower()[h] < median) {
            below[h] -= PACE * lowerTail[h] * belowScale[h];
        }
        if (load > issued.upper()[h]) {
            above[h] += PACE * (1 - TAIL) * aboveScale[h];
        } else if (issued.upper()[h] > median) {
            above[h] -= PACE * TAIL * aboveScale[h];
        }
    }

    void write(DataOutput out) throws IOException {
        for (float[] part : parts()) {
            for (float value : part) {
                out.writeFloat(value);
            }
        }
    }

    void read(DataInput in) throws IOException {
        for (float[] part : parts()) {
            for (int h = 0; h < part.length; h++) {
                part[h] = in.readFloat();
            }
        }
    }

    private float[][] parts() {
        return new float[][] {below, above, belowScale, aboveScale, lowerTail};
    }
}
