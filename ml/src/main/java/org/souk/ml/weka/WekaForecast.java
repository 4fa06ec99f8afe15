package org.souk.ml.weka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.expert.Anchors;
import org.souk.ml.expert.PointForecast;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.window.LoadWindow;
import weka.classifiers.AbstractClassifier;
import weka.classifiers.Classifier;
import weka.core.Instances;

/** One of Weka's regressors as a forecaster, for all nodes: a model for each of the {@link Anchors}. */
public final class WekaForecast implements PointForecast {
    private final Regressor regressor;
    private final List<Model> models;
    private final ChangeTable table = new ChangeTable();

    WekaForecast(Regressor regressor, List<Model> models) {
        this.regressor = regressor;
        this.models = List.copyOf(models);
    }

    /** What was trained for one horizon. */
    record Model(Classifier classifier, Limits limits) {}

    /** @throws InterruptedException when the thread was interrupted between the horizons */
    static WekaForecast train(Regressor regressor, TrainingSet set) throws InterruptedException {
        ChangeTable table = new ChangeTable();
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < Anchors.count(); i++) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while training " + regressor.label());
            }
            models.add(model(regressor, table.of(set, Anchors.horizon(i), regressor.target())));
        }
        return new WekaForecast(regressor, models);
    }

    private static Model model(Regressor regressor, Instances instances) {
        Limits limits = Limits.of(instances);
        AbstractClassifier classifier = regressor.untrained();
        try {
            classifier.buildClassifier(instances);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "Weka could not train " + regressor.label() + " on " + instances.size() + " windows", e);
        }
        return new Model(classifier, limits);
    }

    @Override
    public String label() {
        return regressor.label();
    }

    @Override
    public double[] forecast(LoadWindow window) {
        double[] common = window.common();
        double[] changes = new double[Anchors.count()];
        for (int i = 0; i < changes.length; i++) {
            changes[i] = change(models.get(i), common, window.ahead(Anchors.horizon(i)));
        }
        double[] levels = Anchors.between(changes);
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            levels[h] += window.last();
        }
        return levels;
    }

    private double change(Model model, double[] common, double[] ahead) {
        double[] values = ChangeTable.values(common, ahead);
        model.limits().hold(values);
        try {
            double change = regressor.target().decode(model.classifier().classifyInstance(table.instance(values)));
            return Double.isFinite(change) ? change : 0;
        } catch (Exception e) {
            throw new IllegalStateException(label() + " could not forecast", e);
        }
    }

    public void write(DataOutputStream out) throws IOException {
        out.writeUTF(regressor.name());
        for (Model model : models) {
            WekaObjects.write(out, model.classifier());
            model.limits().write(out);
        }
    }

    public static WekaForecast read(DataInputStream in) throws IOException {
        QuietWeka.please();
        Regressor regressor = Regressor.valueOf(in.readUTF());
        List<Model> models = new ArrayList<>();
        for (int i = 0; i < Anchors.count(); i++) {
            models.add(new Model(WekaObjects.read(in), Limits.read(in)));
        }
        return new WekaForecast(regressor, models);
    }
}
