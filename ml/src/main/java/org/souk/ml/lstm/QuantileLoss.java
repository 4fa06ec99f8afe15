package org.souk.ml.lstm;

/**
 * The pinball loss of several quantiles of several horizons: its mean is least where each output is its quantile.
 * Koenker and Bassett, "Regression Quantiles", Econometrica 46(1), 1978.
 *
 * <p>The median counts as much as all other quantiles together. A target that is missing (NaN) counts for nothing.
 */
final class QuantileLoss {
    private final double[] levels;
    private final double[] weights;

    /** @param levels of the quantiles, between 0 and 1; one of them is 0.5 */
    QuantileLoss(double... levels) {
        this.levels = levels.clone();
        weights = new double[levels.length];
        for (int q = 0; q < levels.length; q++) {
            weights[q] = levels[q] == 0.5 ? 2 : levels.length == 1 ? 1 : 2.0 / (levels.length - 1);
        }
    }

    /**
     * The loss of one sample.
     *
     * @param error takes how the loss changes with each output
     */
    double of(double[] outputs, double[] targets, double[] error) {
        double loss = 0;
        int i = 0;
        for (double target : targets) {
            for (int q = 0; q < levels.length; q++, i++) {
                double above = target - outputs[i];
                if (Double.isNaN(target)) {
                    error[i] = 0;
                } else if (above >= 0) {
                    loss += weights[q] * levels[q] * above;
                    error[i] = -weights[q] * levels[q];
                } else {
                    loss += weights[q] * (levels[q] - 1) * above;
                    error[i] = weights[q] * (1 - levels[q]);
                }
            }
        }
        return loss;
    }
}
