package org.souk.ml.weka;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import org.souk.ml.expert.TrainingSet;
import weka.classifiers.trees.RandomForest;
import weka.core.Instances;

/** The trees of one horizon: split by split in arrays, which takes a tenth of the room and time of Weka's own objects. */
final class FlatForest {
    private static final int TREES = 20;
    private static final int FEATURES_A_SPLIT = 18;
    private static final int LEAST_IN_LEAF = 8;
    private static final String BAG_PERCENT = "70";
    private static final int MOST_TREES = 1000;

    private final FlatTree[] trees;

    private FlatForest(FlatTree[] trees) {
        this.trees = trees;
    }

    static FlatForest grow(TrainingSet set, int horizon, long seed) {
        Instances instances = new ChangeTable().of(set, horizon, Target.POINTS);
        RandomForest grown = untrained(seed);
        try {
            grown.buildClassifier(instances);
        } catch (Exception e) {
            throw new IllegalStateException("Weka could not grow a forest on " + instances.size() + " windows", e);
        }
        return new FlatForest(GrownTrees.of(grown).stream()
                .map(tree -> FlatTree.of(tree, instances))
                .toArray(FlatTree[]::new));
    }

    /** How Weka is asked to grow it; in the calling thread alone. */
    static RandomForest untrained(long seed) {
        RandomForest forest = new RandomForest();
        try {
            forest.setOptions(new String[] {
                "-I", Integer.toString(TREES),
                "-K", Integer.toString(FEATURES_A_SPLIT),
                "-M", Integer.toString(LEAST_IN_LEAF),
                "-S", Integer.toString((int) seed),
                "-P", BAG_PERCENT,
                "-num-slots", "1"
            });
        } catch (Exception e) {
            throw new IllegalStateException("Weka does not know its own options", e);
        }
        return forest;
    }

    /** Lower, median and upper change in percentage points. */
    double[] forecast(double[] common, double[] ahead) {
        double[] medians = new double[trees.length];
        double lower = 0;
        double upper = 0;
        for (int i = 0; i < trees.length; i++) {
            FlatTree tree = trees[i];
            int leaf = tree.leaf(common, ahead);
            medians[i] = tree.median(leaf);
            lower += tree.lower(leaf) / trees.length;
            upper += tree.upper(leaf) / trees.length;
        }
        Arrays.sort(medians);
        int middle = medians.length / 2;
        double median = medians.length % 2 == 1 ? medians[middle] : (medians[middle - 1] + medians[middle]) / 2;
        return new double[] {lower, median, upper};
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(trees.length);
        for (FlatTree tree : trees) {
            tree.write(out);
        }
    }

    static FlatForest read(DataInput in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > MOST_TREES) {
            throw new IOException("a forest of " + count + " trees");
        }
        FlatTree[] trees = new FlatTree[count];
        for (int i = 0; i < count; i++) {
            trees[i] = FlatTree.read(in);
        }
        return new FlatForest(trees);
    }
}
