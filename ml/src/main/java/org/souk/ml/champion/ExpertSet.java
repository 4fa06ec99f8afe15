package org.souk.ml.champion;

import java.util.List;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.expert.Expert;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.window.LoadWindow;

/**
 * The experts for one kind of load, and how they did in the training's judgement over all nodes: what is believed of a
 * node that is new.
 *
 * @param experts the first is persistence
 * @param priors for each expert and horizon its mean absolute error, by that of persistence
 */
public record ExpertSet(List<Expert> experts, double[][] priors) {
    private static final double LEAST_ERROR = 1e-3;

    public ExpertSet {
        experts = List.copyOf(experts);
    }

    /** Judges the experts on windows that none was trained on; without any, all are as good as persistence. */
    public static ExpertSet judged(List<Expert> experts, TrainingSet set) {
        double[][] errors = new double[experts.size()][QuantileSeries.HORIZONS];
        for (int i = 0; i < set.size(); i++) {
            LoadWindow window = set.windows().get(i);
            for (int e = 0; e < errors.length; e++) {
                add(errors[e], experts.get(e).forecast(window), set.came()[i]);
            }
        }
        double[][] priors = new double[errors.length][QuantileSeries.HORIZONS];
        for (int e = 0; e < errors.length; e++) {
            for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
                priors[e][h] = (errors[e][h] + LEAST_ERROR) / (errors[0][h] + LEAST_ERROR);
            }
        }
        return new ExpertSet(experts, priors);
    }

    private static void add(double[] errors, QuantileForecast fan, double[] came) {
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            if (!Double.isNaN(came[h])) {
                errors[h] += Math.abs(came[h] - fan.median()[h]);
            }
        }
    }

    /** What all of them say, in their order. */
    public List<QuantileForecast> forecast(LoadWindow window) {
        return experts.stream().map(expert -> expert.forecast(window)).toList();
    }

    public List<String> names() {
        return experts.stream().map(Expert::name).toList();
    }
}
