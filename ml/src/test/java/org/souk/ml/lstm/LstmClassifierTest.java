package org.souk.ml.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.ml.Loads;
import weka.classifiers.Classifier;
import weka.classifiers.evaluation.Evaluation;
import weka.classifiers.functions.LinearRegression;
import weka.classifiers.trees.M5P;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instances;

class LstmClassifierTest {
    private static final int LAGS = 13;

    /** Values of the last hour, the oldest first, and the one half an hour later. */
    private static Instances lags(long seed) {
        LoadSeries series = Loads.busy(800, seed);
        ArrayList<Attribute> attributes = new ArrayList<>();
        for (int i = LAGS; i > 0; i--) {
            attributes.add(new Attribute("lag-" + i));
        }
        attributes.add(new Attribute("ahead"));
        Instances instances = new Instances("lags", attributes, 0);
        instances.setClassIndex(LAGS);
        for (long at = Loads.START; at + LAGS + 6 < series.endStep(); at++) {
            double[] values = new double[LAGS + 1];
            for (int i = 0; i < LAGS; i++) {
                values[i] = series.at(at + i, LoadKind.CPU);
            }
            values[LAGS] = series.at(at + LAGS + 5, LoadKind.CPU);
            instances.add(new DenseInstance(1, values));
        }
        return instances;
    }

    private static Evaluation evaluated(Classifier classifier, Instances learn, Instances test) throws Exception {
        classifier.buildClassifier(learn);
        Evaluation evaluation = new Evaluation(learn);
        evaluation.evaluateModel(classifier, test);
        return evaluation;
    }

    @Test
    void wekaEvaluatesItLikeItsOwn() throws Exception {
        Instances learn = lags(1);
        Instances test = lags(2);
        LstmClassifier untrained = new LstmClassifier();
        untrained.setEpochs(0);
        double persistence = evaluated(untrained, learn, test).meanAbsoluteError();
        for (Classifier classifier : List.of(new LinearRegression(), new M5P(), new LstmClassifier())) {
            Evaluation evaluation = evaluated(classifier, learn, test);
            assertThat(evaluation.numInstances()).isEqualTo(test.size());
            assertThat(evaluation.meanAbsoluteError())
                    .as(classifier.getClass().getSimpleName())
                    .isLessThan(0.3 * persistence);
        }
    }

    @Test
    void wekaCrossValidatesIt() throws Exception {
        LstmClassifier classifier = new LstmClassifier();
        classifier.setEpochs(2);
        Instances instances = lags(1);
        Evaluation evaluation = new Evaluation(instances);
        evaluation.crossValidateModel(classifier, instances, 2, new Random(1));
        assertThat(evaluation.meanAbsoluteError()).isBetween(0.0, 40.0);
    }

    @Test
    void untrainedItIsPersistence() throws Exception {
        Instances instances = lags(1);
        LstmClassifier classifier = new LstmClassifier();
        classifier.setEpochs(0);
        classifier.buildClassifier(instances);
        for (int i = 0; i < 50; i++) {
            assertThat(classifier.classifyInstance(instances.get(i)))
                    .isCloseTo(instances.get(i).value(LAGS - 1), within(1e-12));
        }
    }
}
