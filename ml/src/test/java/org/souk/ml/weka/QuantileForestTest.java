package org.souk.ml.weka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadKind;
import org.souk.ml.Loads;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.window.LoadWindow;
import weka.classifiers.trees.RandomForest;
import weka.core.Instance;
import weka.core.Instances;

class QuantileForestTest {
    private static TrainingSet set(int most) {
        return TrainingSet.draw(Loads.fleet(2, 900), LoadKind.CPU, 0, Long.MAX_VALUE, most, new SplittableRandom(1));
    }

    /** Where a tree of ours sends an instance, the training's mean must be what Weka's tree answers. */
    @Test
    void flatTreesDecideAsWekasDo() throws Exception {
        Instances instances = new ChangeTable().of(set(1200), 6, Target.POINTS);
        RandomForest grown = FlatForest.untrained(1);
        // Without drawing lots among instances, all of them are in each tree.
        grown.setOptions(new String[] {"-I", "3", "-K", "10", "-M", "8", "-P", "100", "-num-slots", "1", "-S", "1"});
        grown.buildClassifier(instances);
        List<Object> roots = GrownTrees.of(grown);
        assertThat(roots).hasSize(3);
        for (Object root : roots) {
            FlatTree tree = FlatTree.of(root, instances);
            List<Integer> leaves = new ArrayList<>();
            for (Instance instance : instances) {
                assertThat(tree.leaf(instance.toDoubleArray(), new double[0]))
                        .isEqualTo(walked(root, instance, leaves));
            }
            assertThat(leaves.size()).isGreaterThan(10);
        }
    }

    /** Walks Weka's tree by itself; leaves are numbered as they are met breadth first. */
    private static int walked(Object root, Instance instance, List<Integer> seen) {
        Object node = root;
        while (GrownTrees.attribute(node) >= 0) {
            boolean less = instance.value(GrownTrees.attribute(node)) < (float) GrownTrees.split(node);
            node = GrownTrees.successors(node)[less ? 0 : 1];
        }
        int number = number(root, node);
        if (!seen.contains(number)) {
            seen.add(number);
        }
        return number;
    }

    private static int number(Object root, Object leaf) {
        List<Object> nodes = new ArrayList<>(List.of(root));
        int number = 0;
        for (int i = 0; i < nodes.size(); i++) {
            Object node = nodes.get(i);
            if (node == leaf) {
                return number;
            }
            if (GrownTrees.attribute(node) < 0) {
                number++;
            } else {
                nodes.addAll(Arrays.asList(GrownTrees.successors(node)));
            }
        }
        throw new AssertionError("not a leaf of this tree");
    }

    /** Weka's mean over its trees is near the mean of our leaves' quantiles' middle where the load is quiet. */
    @Test
    void aForestForecastsNearWhatWekasOwnAnswers() throws Exception {
        TrainingSet set = set(1500);
        Instances instances = new ChangeTable().of(set, 6, Target.POINTS);
        RandomForest weka = FlatForest.untrained(1);
        weka.buildClassifier(instances);
        FlatForest ours = FlatForest.grow(set, 6, 1);
        double difference = 0;
        for (int i = 0; i < 200; i++) {
            LoadWindow window = set.windows().get(i);
            double said = ours.forecast(window.common(), window.ahead(6))[1];
            difference += Math.abs(said - weka.classifyInstance(instances.get(i))) / 200;
        }
        assertThat(difference).isLessThan(3);
    }

    @Test
    void quantilesAreInOrderAndHoldMostOfWhatCame() throws InterruptedException {
        TrainingSet set = set(1500);
        QuantileForest forest = QuantileForest.train(set, 1);
        int inside = 0;
        for (int i = 0; i < set.size(); i++) {
            QuantileForecast fan = forest.forecast(set.windows().get(i));
            double came = set.came()[i][5];
            assertThat(fan.lower()[5]).isLessThanOrEqualTo(fan.median()[5]);
            inside += came >= fan.lower()[5] && came <= fan.upper()[5] ? 1 : 0;
        }
        assertThat((double) inside / set.size()).isCloseTo(0.95, within(0.05));
    }
}
