package org.souk.ml.lstm;

import java.util.List;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.window.Features;
import org.souk.ml.window.LoadWindow;

/**
 * Turns a window into what a network takes, in units learnt from the training windows, and its outputs back.
 *
 * @param change the unit of changes, in percentage points: the standard deviation six steps ahead
 * @param mean of each number of the context
 * @param deviation likewise
 */
record Encoding(double change, double[] mean, double[] deviation) {
    /** Numbers a step: the change as it is and compressed, and that of the other kind of load. */
    static final int INPUTS = 3;

    private static final int STEPS_AHEAD = 6;
    private static final double FARTHEST = 8;
    private static final int HARMONICS = 3;
    private static final int AHEAD = 2;
    /** How many numbers the context has. */
    static final int CONTEXT = 2 * (Features.COMMON.size() + QuantileSeries.HORIZONS * AHEAD) + 2 * HARMONICS;

    static Encoding learn(List<LoadWindow> windows, double[][] came) {
        double squares = 0;
        int count = 0;
        for (int i = 0; i < came.length; i++) {
            double difference = came[i][STEPS_AHEAD - 1] - windows.get(i).last();
            if (!Double.isNaN(difference)) {
                squares += difference * difference;
                count++;
            }
        }
        double change = count == 0 || squares == 0 ? 1 : Math.sqrt(squares / count);
        return scaled(change, windows);
    }

    private static Encoding scaled(double change, List<LoadWindow> windows) {
        double[] mean = null;
        double[] square = null;
        for (LoadWindow window : windows) {
            double[] raw = raw(window);
            if (mean == null) {
                mean = new double[raw.length];
                square = new double[raw.length];
            }
            for (int i = 0; i < raw.length; i++) {
                mean[i] += raw[i] / windows.size();
                square[i] += raw[i] * raw[i] / windows.size();
            }
        }
        for (int i = 0; i < mean.length; i++) {
            double variance = square[i] - mean[i] * mean[i];
            square[i] = variance > 1e-9 ? Math.sqrt(variance) : 1;
        }
        return new Encoding(change, mean, square);
    }

    int contextSize() {
        return mean.length;
    }

    Sample encode(LoadWindow window) {
        double[] inputs = new double[LoadWindow.LAGS * INPUTS];
        for (int t = 0; t < LoadWindow.LAGS; t++) {
            int back = LoadWindow.LAGS - 1 - t;
            double difference = window.lag(back) - window.last();
            inputs[t * INPUTS] = difference / change;
            inputs[t * INPUTS + 1] = compressed(difference);
            inputs[t * INPUTS + 2] = (window.otherLag(back) - window.otherLag(0)) / change;
        }
        double[] context = raw(window);
        for (int i = 0; i < context.length; i++) {
            double scaled = (context[i] - mean[i]) / deviation[i];
            context[i] = Math.max(-FARTHEST, Math.min(FARTHEST, scaled));
        }
        return new Sample(inputs, context);
    }

    /** What came, in units of the network's outputs. */
    double[] targets(LoadWindow window, double[] came) {
        double[] targets = new double[came.length];
        for (int h = 0; h < targets.length; h++) {
            targets[h] = (came[h] - window.last()) / change;
        }
        return targets;
    }

    /** Grows like the logarithm and keeps the sign, so that both one point and fifty can be told. */
    private static double compressed(double points) {
        double magnitude = Math.abs(points);
        return Math.copySign(Math.log(magnitude + Math.sqrt(magnitude * magnitude + 1)), points) / 2;
    }

    private static double[] raw(LoadWindow window) {
        double[] common = window.common();
        double[] raw = new double[CONTEXT];
        System.arraycopy(common, 0, raw, 0, common.length);
        int i = common.length;
        for (int h = 1; h <= QuantileSeries.HORIZONS; h++) {
            double yesterday = window.sameTime(h, 1);
            raw[i++] = Double.isNaN(yesterday) ? 0 : yesterday - window.last();
            double[] days = Features.days(window, h);
            raw[i++] = days.length == 0 ? 0 : days[days.length / 2] - window.last();
        }
        int told = i;
        for (int j = 0; j < told; j++) {
            raw[i++] = compressed(raw[j]);
        }
        for (int harmonic = 1; harmonic <= HARMONICS; harmonic++) {
            double angle = 2 * Math.PI * harmonic * window.stepOfDay(0) / QuantileSeries.HORIZONS;
            raw[i++] = Math.sin(angle);
            raw[i++] = Math.cos(angle);
        }
        return raw;
    }
}
