package org.souk.ml.weka;

import java.util.ArrayList;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.window.Features;
import org.souk.ml.window.LoadWindow;
import weka.core.Attribute;
import weka.core.DenseInstance;
import weka.core.Instance;
import weka.core.Instances;

/** Windows as Weka's instances: a window's features are the attributes, the change until a horizon is the class. */
final class ChangeTable {
    static final int FEATURES = Features.COMMON.size() + Features.AHEAD.size();

    private final Instances header;

    ChangeTable() {
        QuietWeka.please();
        ArrayList<Attribute> attributes = new ArrayList<>();
        Features.COMMON.forEach(name -> attributes.add(new Attribute(name)));
        Features.AHEAD.forEach(name -> attributes.add(new Attribute(name)));
        attributes.add(new Attribute("ahead"));
        header = new Instances("load", attributes, 0);
        header.setClassIndex(FEATURES);
    }

    /** Those windows of which it is known what came. */
    Instances of(TrainingSet set, int horizon, Target target) {
        Instances instances = new Instances(header, set.size());
        for (int i = 0; i < set.size(); i++) {
            LoadWindow window = set.windows().get(i);
            double change = set.came()[i][horizon - 1] - window.last();
            if (!Double.isNaN(change)) {
                double[] values = values(window.common(), window.ahead(horizon));
                values[FEATURES] = target.encode(change);
                instances.add(new DenseInstance(1, values));
            }
        }
        return instances;
    }

    /** One window, of which is not known what will come. */
    Instance instance(double[] values) {
        Instance instance = new DenseInstance(1, values);
        instance.setDataset(header);
        return instance;
    }

    /** All features, and room for the class. */
    static double[] values(double[] common, double[] ahead) {
        double[] values = new double[FEATURES + 1];
        System.arraycopy(common, 0, values, 0, common.length);
        System.arraycopy(ahead, 0, values, common.length, ahead.length);
        return values;
    }
}
