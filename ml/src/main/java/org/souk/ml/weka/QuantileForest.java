package org.souk.ml.weka;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.expert.Anchors;
import org.souk.ml.expert.Expert;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.window.LoadWindow;

/**
 * A random forest that Weka has grown, as a forecaster of quantiles: a leaf keeps the quantiles of the changes that came
 * to it in training, a forecast is the median of its trees' medians and the mean of their outer quantiles.
 *
 * <p>Breiman, "Random Forests", Machine Learning 45(1), 2001; Meinshausen, "Quantile Regression Forests", JMLR 7, 2006.
 */
public final class QuantileForest implements Expert {
    public static final String NAME = "randomForest";

    private final List<FlatForest> forests;

    QuantileForest(List<FlatForest> forests) {
        this.forests = List.copyOf(forests);
    }

    /** @throws InterruptedException when the thread was interrupted between the horizons */
    public static QuantileForest train(TrainingSet set, long seed) throws InterruptedException {
        List<FlatForest> forests = new ArrayList<>();
        for (int i = 0; i < Anchors.count(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while training " + NAME);
            }
            forests.add(FlatForest.grow(set, Anchors.horizon(i), seed));
        }
        return new QuantileForest(forests);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public QuantileForecast forecast(LoadWindow window) {
        double[] common = window.common();
        double[] lower = new double[Anchors.count()];
        double[] median = new double[Anchors.count()];
        double[] upper = new double[Anchors.count()];
        for (int i = 0; i < Anchors.count(); i++) {
            double[] changes = forests.get(i).forecast(common, window.ahead(Anchors.horizon(i)));
            lower[i] = changes[0];
            median[i] = changes[1];
            upper[i] = changes[2];
        }
        return QuantileForecast.of(levels(window, lower), levels(window, median), levels(window, upper));
    }

    private static double[] levels(LoadWindow window, double[] atAnchors) {
        double[] levels = Anchors.between(atAnchors);
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            levels[h] += window.last();
        }
        return levels;
    }

    public void write(DataOutput out) throws IOException {
        for (FlatForest forest : forests) {
            forest.write(out);
        }
    }

    public static QuantileForest read(DataInput in) throws IOException {
        List<FlatForest> forests = new ArrayList<>();
        for (int i = 0; i < Anchors.count(); i++) {
            forests.add(FlatForest.read(in));
        }
        return new QuantileForest(forests);
    }
}
