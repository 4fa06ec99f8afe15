package org.souk.ml.lstm;

import java.util.SplittableRandom;

/**
 * A long short-term memory with a dense layer after it that also sees a context, and a linear output for each horizon
 * and quantile. Immutable but for the training of its own package.
 *
 * <p>All weights to the outputs begin as zero: an untrained network says "no change", for every quantile.
 *
 * <p>Hochreiter and Schmidhuber, "Long Short-Term Memory", Neural Computation 9(8), 1997; with the forget gate of Gers,
 * Schmidhuber and Cummins, 2000, whose bias begins as one.
 */
public final class Network {
    private final Shape shape;
    private final double[] parameters;

    /** With parameters of a trained network. */
    public Network(Shape shape, double[] parameters) {
        if (parameters.length != shape.parameters()) {
            throw new IllegalArgumentException(parameters.length + " parameters instead of " + shape.parameters());
        }
        this.shape = shape;
        this.parameters = parameters.clone();
    }

    /** Untrained; the same seed gives the same network. */
    public static Network untrained(Shape shape, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] parameters = new double[shape.parameters()];
        spread(random, parameters, 0, shape.gateBiases(), shape.inputs() + shape.hidden());
        for (int unit = 0; unit < shape.hidden(); unit++) {
            parameters[shape.gateBiases() + shape.hidden() + unit] = 1;
        }
        spread(random, parameters, shape.denseWeights(), shape.denseBiases(), shape.joined());
        return new Network(shape, parameters);
    }

    private static void spread(SplittableRandom random, double[] parameters, int from, int to, int fanIn) {
        double reach = Math.sqrt(1.0 / fanIn);
        for (int i = from; i < to; i++) {
            parameters[i] = (2 * random.nextDouble() - 1) * reach;
        }
    }

    public Shape shape() {
        return shape;
    }

    /** A copy of all parameters, for storing. */
    public double[] parameters() {
        return parameters.clone();
    }

    /** For the training, which changes them in place. */
    double[] live() {
        return parameters;
    }

    /**
     * Runs a sequence through the network.
     *
     * @param pass takes what is computed on the way; may be used again
     * @return the outputs, horizon by horizon, within each the quantiles; valid until the pass is used again
     */
    public double[] run(Sample sample, Pass pass) {
        double[] p = parameters;
        int hidden = shape.hidden();
        int gates = shape.gates();
        for (int t = 0; t < shape.steps(); t++) {
            double[] gate = pass.gates[t];
            System.arraycopy(p, shape.gateBiases(), gate, 0, gates);
            for (int i = 0; i < shape.inputs(); i++) {
                Vectors.addScaled(gate, 0, p, i * gates, sample.inputs()[t * shape.inputs() + i], gates);
            }
            double[] before = t == 0 ? null : pass.hidden[t - 1];
            for (int j = 0; before != null && j < hidden; j++) {
                Vectors.addScaled(gate, 0, p, shape.recurrentWeights() + j * gates, before[j], gates);
            }
            remember(pass, t, gate);
        }
        return respond(sample, pass);
    }

    private void remember(Pass pass, int t, double[] gate) {
        int hidden = shape.hidden();
        for (int k = 0; k < 3 * hidden; k++) {
            gate[k] = 1 / (1 + Math.exp(-gate[k]));
        }
        for (int k = 3 * hidden; k < gate.length; k++) {
            gate[k] = Vectors.tanh(gate[k]);
        }
        for (int k = 0; k < hidden; k++) {
            double kept = t == 0 ? 0 : gate[hidden + k] * pass.cells[t - 1][k];
            double cell = kept + gate[k] * gate[3 * hidden + k];
            pass.cells[t][k] = cell;
            pass.squashed[t][k] = Vectors.tanh(cell);
            pass.hidden[t][k] = gate[2 * hidden + k] * pass.squashed[t][k];
        }
    }

    private double[] respond(Sample sample, Pass pass) {
        double[] p = parameters;
        System.arraycopy(pass.hidden[shape.steps() - 1], 0, pass.joined, 0, shape.hidden());
        System.arraycopy(sample.context(), 0, pass.joined, shape.hidden(), shape.context());
        System.arraycopy(p, shape.denseBiases(), pass.dense, 0, shape.dense());
        for (int j = 0; j < shape.joined(); j++) {
            Vectors.addScaled(
                    pass.dense, 0, p, shape.denseWeights() + j * shape.dense(), pass.joined[j], shape.dense());
        }
        System.arraycopy(p, shape.outputBiases(), pass.outputs, 0, shape.outputs());
        for (int j = 0; j < shape.dense(); j++) {
            pass.dense[j] = Vectors.tanh(pass.dense[j]);
            Vectors.addScaled(
                    pass.outputs, 0, p, shape.outputWeights() + j * shape.outputs(), pass.dense[j], shape.outputs());
        }
        for (int j = 0; j < shape.context(); j++) {
            Vectors.addScaled(
                    pass.outputs,
                    0,
                    p,
                    shape.directWeights() + j * shape.outputs(),
                    sample.context()[j],
                    shape.outputs());
        }
        return pass.outputs;
    }
}
