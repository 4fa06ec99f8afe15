package org.souk.ml.weka;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import weka.core.Instances;

/**
 * Between which values a feature lay in training. What lies outside is brought to the nearest: a linear model that is
 * asked for a machine unlike all that it has seen would answer with anything.
 */
record Limits(double[] least, double[] most) {
    private static final double TAIL = 0.005;

    static Limits of(Instances instances) {
        double[] least = new double[ChangeTable.FEATURES];
        double[] most = new double[ChangeTable.FEATURES];
        for (int i = 0; i < least.length && !instances.isEmpty(); i++) {
            double[] values = instances.attributeToDoubleArray(i);
            Arrays.sort(values);
            least[i] = values[(int) (values.length * TAIL)];
            most[i] = values[(int) (values.length * (1 - TAIL))];
        }
        return new Limits(least, most);
    }

    /** Changes the features in place. */
    void hold(double[] features) {
        for (int i = 0; i < least.length; i++) {
            features[i] = Math.max(least[i], Math.min(most[i], features[i]));
        }
    }

    void write(DataOutput out) throws IOException {
        for (int i = 0; i < least.length; i++) {
            out.writeDouble(least[i]);
            out.writeDouble(most[i]);
        }
    }

    static Limits read(DataInput in) throws IOException {
        double[] least = new double[ChangeTable.FEATURES];
        double[] most = new double[ChangeTable.FEATURES];
        for (int i = 0; i < least.length; i++) {
            least[i] = in.readDouble();
            most[i] = in.readDouble();
        }
        return new Limits(least, most);
    }
}
