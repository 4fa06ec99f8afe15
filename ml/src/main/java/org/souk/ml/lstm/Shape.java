package org.souk.ml.lstm;

/**
 * The sizes of a network; all its parameters lie in one array, in the order of the offsets below.
 *
 * @param steps of a sequence
 * @param inputs numbers a step
 * @param context numbers that belong to the sequence as a whole
 * @param hidden units of the recurrent layer
 * @param dense units of the layer after it
 * @param horizons that are forecast
 * @param quantiles for each horizon
 */
public record Shape(int steps, int inputs, int context, int hidden, int dense, int horizons, int quantiles) {
    private static final int GATES = 4;

    public Shape {
        if (steps < 1 || inputs < 1 || context < 0 || hidden < 1 || dense < 1 || horizons < 1 || quantiles < 1) {
            throw new IllegalArgumentException("no size may be less than one");
        }
    }

    /** Input, forget and output gate and the candidate, in this order. */
    int gates() {
        return GATES * hidden;
    }

    int outputs() {
        return horizons * quantiles;
    }

    /** What the dense layer sees: the last hidden state and the context. */
    int joined() {
        return hidden + context;
    }

    int recurrentWeights() {
        return inputs * gates();
    }

    int gateBiases() {
        return recurrentWeights() + hidden * gates();
    }

    int denseWeights() {
        return gateBiases() + gates();
    }

    int denseBiases() {
        return denseWeights() + joined() * dense;
    }

    int outputWeights() {
        return denseBiases() + dense;
    }

    /** Straight from the context to the outputs. */
    int directWeights() {
        return outputWeights() + dense * outputs();
    }

    int outputBiases() {
        return directWeights() + context * outputs();
    }

    /** How many parameters there are. */
    int parameters() {
        return outputBiases() + outputs();
    }
}
