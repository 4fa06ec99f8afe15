package org.souk.ml.lstm;

/** What one run through a network leaves behind for its way back. Not thread-safe; made once, used for many runs. */
public final class Pass {
    final double[][] gates;
    final double[][] cells;
    final double[][] squashed;
    final double[][] hidden;
    final double[] joined;
    final double[] dense;
    final double[] outputs;

    public Pass(Shape shape) {
        gates = new double[shape.steps()][shape.gates()];
        cells = new double[shape.steps()][shape.hidden()];
        squashed = new double[shape.steps()][shape.hidden()];
        hidden = new double[shape.steps()][shape.hidden()];
        joined = new double[shape.joined()];
        dense = new double[shape.dense()];
        outputs = new double[shape.outputs()];
    }
}
