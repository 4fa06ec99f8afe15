package org.souk.ml.lstm;

import java.util.ArrayList;
import java.util.List;
import org.souk.ml.weka.QuietWeka;
import weka.classifiers.AbstractClassifier;
import weka.core.Capabilities;
import weka.core.Capabilities.Capability;
import weka.core.Instance;
import weka.core.Instances;

/**
 * The recurrent network as one of Weka's regressors, so that Weka's own evaluation compares it with others on the same
 * instances. The attributes are a sequence, the oldest value first; the class is a later value. It learns the median of the
 * change from the last attribute.
 */
public final class LstmClassifier extends AbstractClassifier {
    private static final long serialVersionUID = 1;

    private static final int HIDDEN = 16;
    private static final int DENSE = 16;
    private static final int JUDGED = 5;

    static {
        QuietWeka.please();
    }

    private int epochs = 20;
    private long seed = 1;
    private double unit = 1;
    private double[] parameters = {};
    private int steps;

    /** @param epochs how often it sees all instances; 0 leaves it untrained, which is persistence */
    public void setEpochs(int epochs) {
        this.epochs = epochs;
    }

    public void setSeed(long seed) {
        this.seed = seed;
    }

    @Override
    public Capabilities getCapabilities() {
        Capabilities capabilities = super.getCapabilities();
        capabilities.disableAll();
        capabilities.enable(Capability.NUMERIC_ATTRIBUTES);
        capabilities.enable(Capability.NUMERIC_CLASS);
        return capabilities;
    }

    @Override
    public void buildClassifier(Instances instances) throws Exception {
        getCapabilities().testWithFail(instances);
        steps = instances.numAttributes() - 1;
        double squares = 0;
        for (Instance instance : instances) {
            double change = instance.classValue() - last(instance);
            squares += change * change / instances.size();
        }
        unit = squares == 0 ? 1 : Math.sqrt(squares);
        List<Training.Example> learn = new ArrayList<>();
        List<Training.Example> judge = new ArrayList<>();
        for (int i = 0; i < instances.size(); i++) {
            Instance instance = instances.get(i);
            double[] target = {(instance.classValue() - last(instance)) / unit};
            (i % JUDGED == 0 ? judge : learn).add(new Training.Example(sample(instance), target));
        }
        Network trained = new Training(new QuantileLoss(0.5), epochs, seed)
                .train(Network.untrained(shape(), seed), epoch -> learn, judge, () -> true);
        parameters = trained.parameters();
    }

    @Override
    public double classifyInstance(Instance instance) {
        Network network = new Network(shape(), parameters);
        return last(instance) + unit * network.run(sample(instance), new Pass(shape()))[0];
    }

    private Shape shape() {
        return new Shape(steps, 1, 1, HIDDEN, DENSE, 1, 1);
    }

    private Sample sample(Instance instance) {
        double[] inputs = new double[steps];
        int step = 0;
        for (int i = 0; i < instance.numAttributes(); i++) {
            if (i != instance.classIndex()) {
                inputs[step++] = (instance.value(i) - last(instance)) / unit;
            }
        }
        return new Sample(inputs, new double[] {last(instance) / unit});
    }

    private static double last(Instance instance) {
        int index = instance.numAttributes() - 1;
        return instance.value(index == instance.classIndex() ? index - 1 : index);
    }
}
