package org.souk.ml.lstm;

import java.util.Arrays;

/** Backpropagation through time: how the loss changes with each parameter, summed over samples. Not thread-safe. */
final class Gradient {
    private final Shape shape;
    private final double[] sum;
    private final double[] denseError;
    private final double[] hiddenError;
    private final double[] cellError;
    private final double[] gateError;

    Gradient(Shape shape) {
        this.shape = shape;
        sum = new double[shape.parameters()];
        denseError = new double[shape.dense()];
        hiddenError = new double[shape.hidden()];
        cellError = new double[shape.hidden()];
        gateError = new double[shape.gates()];
    }

    /** The sum, in the order of the parameters. */
    double[] sum() {
        return sum;
    }

    void clear() {
        Arrays.fill(sum, 0);
    }

    /**
     * Adds one sample's part.
     *
     * @param pass of the forward run of this sample
     * @param outputError how the loss changes with each output
     */
    void add(Network network, Sample sample, Pass pass, double[] outputError) {
        double[] p = network.live();
        addOutputs(p, sample, pass, outputError);
        Arrays.fill(cellError, 0);
        for (int t = shape.steps() - 1; t >= 0; t--) {
            throughGates(pass, t);
            addStep(p, sample, pass, t);
        }
    }

    private void addOutputs(double[] p, Sample sample, Pass pass, double[] outputError) {
        int outputs = shape.outputs();
        Vectors.addScaled(sum, shape.outputBiases(), outputError, 0, 1, outputs);
        for (int j = 0; j < shape.context(); j++) {
            Vectors.addScaled(sum, shape.directWeights() + j * outputs, outputError, 0, sample.context()[j], outputs);
        }
        for (int j = 0; j < shape.dense(); j++) {
            int row = shape.outputWeights() + j * outputs;
            Vectors.addScaled(sum, row, outputError, 0, pass.dense[j], outputs);
            denseError[j] = Vectors.dot(p, row, outputError, outputs) * (1 - pass.dense[j] * pass.dense[j]);
        }
        Vectors.addScaled(sum, shape.denseBiases(), denseError, 0, 1, shape.dense());
        for (int j = 0; j < shape.joined(); j++) {
            int row = shape.denseWeights() + j * shape.dense();
            Vectors.addScaled(sum, row, denseError, 0, pass.joined[j], shape.dense());
            if (j < shape.hidden()) {
                hiddenError[j] = Vectors.dot(p, row, denseError, shape.dense());
            }
        }
    }

    /** From the error of a step's hidden state and cell to that of its gates, and of the cell before. */
    private void throughGates(Pass pass, int t) {
        int hidden = shape.hidden();
        double[] gate = pass.gates[t];
        for (int k = 0; k < hidden; k++) {
            double in = gate[k];
            double forget = gate[hidden + k];
            double out = gate[2 * hidden + k];
            double candidate = gate[3 * hidden + k];
            double squashed = pass.squashed[t][k];
            double cell = cellError[k] + hiddenError[k] * out * (1 - squashed * squashed);
            double before = t == 0 ? 0 : pass.cells[t - 1][k];
            gateError[k] = cell * candidate * in * (1 - in);
            gateError[hidden + k] = cell * before * forget * (1 - forget);
            gateError[2 * hidden + k] = hiddenError[k] * squashed * out * (1 - out);
            gateError[3 * hidden + k] = cell * in * (1 - candidate * candidate);
            cellError[k] = cell * forget;
        }
    }

    private void addStep(double[] p, Sample sample, Pass pass, int t) {
        int gates = shape.gates();
        Vectors.addScaled(sum, shape.gateBiases(), gateError, 0, 1, gates);
        for (int i = 0; i < shape.inputs(); i++) {
            Vectors.addScaled(sum, i * gates, gateError, 0, sample.inputs()[t * shape.inputs() + i], gates);
        }
        if (t == 0) {
            return;
        }
        for (int j = 0; j < shape.hidden(); j++) {
            int row = shape.recurrentWeights() + j * gates;
            Vectors.addScaled(sum, row, gateError, 0, pass.hidden[t - 1][j], gates);
            hiddenError[j] = Vectors.dot(p, row, gateError, gates);
        }
    }
}
