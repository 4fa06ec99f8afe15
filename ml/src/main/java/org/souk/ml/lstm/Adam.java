package org.souk.ml.lstm;

/** Steps along a gradient whose length adapts to each parameter: Kingma and Ba, "Adam", ICLR 2015. */
final class Adam {
    private static final double MEAN_KEPT = 0.9;
    private static final double SQUARE_KEPT = 0.999;
    private static final double LEAST = 1e-8;

    private final double[] mean;
    private final double[] square;
    private double meanBias = 1;
    private double squareBias = 1;

    Adam(int parameters) {
        mean = new double[parameters];
        square = new double[parameters];
    }

    /**
     * Changes the parameters.
     *
     * @param scale by which the gradient is multiplied first, such as one by the size of a batch
     */
    void step(double[] parameters, double[] gradient, double scale, double rate) {
        meanBias *= MEAN_KEPT;
        squareBias *= SQUARE_KEPT;
        double meanUp = rate / (1 - meanBias);
        double squareUp = 1 / (1 - squareBias);
        for (int i = 0; i < parameters.length; i++) {
            double slope = gradient[i] * scale;
            mean[i] += (1 - MEAN_KEPT) * (slope - mean[i]);
            square[i] += (1 - SQUARE_KEPT) * (slope * slope - square[i]);
            parameters[i] -= meanUp * mean[i] / (Math.sqrt(square[i] * squareUp) + LEAST);
        }
    }
}
