package org.souk.ml.weka;

import org.souk.ml.expert.TrainingSet;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.functions.LinearRegression;
import weka.classifiers.trees.M5P;
import weka.core.SelectedTag;

/** Which of Weka's regressors take part beside the forest, and how they are set. */
public enum Regressor {
    /** Least squares with a little ridge, all features. */
    LINEAR_REGRESSION("linearRegression", 12_000) {
        @Override
        AbstractClassifier untrained() {
            LinearRegression regression = new LinearRegression();
            regression.setAttributeSelectionMethod(
                    new SelectedTag(LinearRegression.SELECTION_NONE, LinearRegression.TAGS_SELECTION));
            regression.setEliminateColinearAttributes(false);
            regression.setRidge(RIDGE);
            regression.setMinimal(true);
            return regression;
        }
    },
    /** A tree with linear models in its leaves: Quinlan, "Learning with Continuous Classes", 1992; Wang and Witten, 1997. */
    M5P("m5p", 6_000) {
        @Override
        AbstractClassifier untrained() {
            M5P tree = new M5P();
            tree.setMinNumInstances(LEAST_IN_LEAF);
            return tree;
        }
    };

    private static final double RIDGE = 1e-2;
    private static final double LEAST_IN_LEAF = 40;

    private final String label;
    private final int mostWindows;

    Regressor(String label, int mostWindows) {
        this.label = label;
        this.mostWindows = mostWindows;
    }

    abstract AbstractClassifier untrained();

    public String label() {
        return label;
    }

    /** Both minimise squared errors, and would chase the rare jumps otherwise. */
    Target target() {
        return Target.COMPRESSED;
    }

    /** @throws InterruptedException when the thread was interrupted */
    public WekaForecast train(TrainingSet set) throws InterruptedException {
        QuietWeka.please();
        return WekaForecast.train(this, set.first(mostWindows));
    }
}
