package org.souk.ml.champion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.souk.ml.expert.QuantileForecast;

/**
 * How the experts stand for one node, one kind of load and one horizon: their errors, the older the less, and who is
 * champion. After them comes the blend of all, which competes like one of them. Not thread-safe.
 *
 * <p>The blend weights experts by a high power of how they compare with the best, which follows changes of who is best as
 * the fixed share does: Herbster and Warmuth, "Tracking the Best Expert", Machine Learning 32(2), 1998. The champion is
 * only replaced by who is clearly better, so that it does not change with every step.
 */
final class ExpertScores {
    /** Of six hours: an error counts half then. */
    private static final double KEPT = Math.pow(0.5, 1.0 / 72);

    /** So many steps' errors are presumed of a new node. */
    private static final double PRESUMED = 12;

    private static final double SHARPNESS = 32;
    private static final double CLEARLY = 0.98;
    /** In percentage points: who errs by less is as good as faultless. */
    private static final double LEAST_ERROR = 0.02;

    private final float[] errors;
    private float mass;
    private int champion;

    ExpertScores(int experts) {
        errors = new float[experts + 1];
        champion = experts;
    }

    /**
     * Begins with what is presumed.
     *
     * @param relative errors of the experts, by that of persistence
     * @param unit the error of persistence that is presumed, in percentage points
     */
    void presume(double[] relative, double unit) {
        mass = (float) PRESUMED;
        double best = Double.MAX_VALUE;
        for (int e = 0; e < relative.length; e++) {
            errors[e] = (float) (PRESUMED * unit * relative[e]);
            best = Math.min(best, errors[e]);
        }
        errors[errors.length - 1] = (float) best;
    }

    boolean isNew() {
        return mass == 0;
    }

    /** Takes the absolute errors of all experts and the blend at one step. */
    void learn(double[] absolute) {
        mass = (float) (mass * KEPT + 1);
        int best = champion;
        for (int e = 0; e < errors.length; e++) {
            errors[e] = (float) (errors[e] * KEPT + absolute[e]);
            if (errors[e] < errors[best]) {
                best = e;
            }
        }
        if (errors[best] + LEAST_ERROR * mass < CLEARLY * (errors[champion] + LEAST_ERROR * mass)) {
            champion = best;
        }
    }

    /** The number of an expert, or one more for the blend. */
    int champion() {
        return champion;
    }

    /** One for each expert, together one. */
    double[] weights() {
        double[] weights = new double[errors.length - 1];
        double floor = LEAST_ERROR * Math.max(1, mass);
        double least = Double.MAX_VALUE;
        for (int e = 0; e < weights.length; e++) {
            least = Math.min(least, errors[e] + floor);
        }
        double sum = 0;
        for (int e = 0; e < weights.length; e++) {
            weights[e] = Math.pow(least / (errors[e] + floor), SHARPNESS);
            sum += weights[e];
        }
        for (int e = 0; e < weights.length; e++) {
            weights[e] /= sum;
        }
        return weights;
    }

    /** Writes the blend of what was said into the three arrays, at this horizon. */
    void blend(List<QuantileForecast> said, int h, double[] lower, double[] median, double[] upper) {
        double[] weights = weights();
        for (int e = 0; e < weights.length; e++) {
            lower[h] += weights[e] * said.get(e).lower()[h];
            median[h] += weights[e] * said.get(e).median()[h];
            upper[h] += weights[e] * said.get(e).upper()[h];
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeFloat(mass);
        out.writeInt(champion);
        for (float error : errors) {
            out.writeFloat(error);
        }
    }

    void read(DataInput in) throws IOException {
        mass = in.readFloat();
        champion = Math.max(0, Math.min(errors.length - 1, in.readInt()));
        for (int e = 0; e < errors.length; e++) {
            errors[e] = in.readFloat();
        }
        if (!Float.isFinite(mass)) {
            mass = 0;
            Arrays.fill(errors, 0);
        }
    }
}
