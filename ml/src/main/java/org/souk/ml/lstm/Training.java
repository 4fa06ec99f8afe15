package org.souk.ml.lstm;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * Trains a network by gradient descent in small batches, with a rate that falls along half a cosine (Loshchilov and
 * Hutter, "SGDR", ICLR 2017); keeps the parameters that did best on samples that it does not learn from.
 */
final class Training {
    private static final int BATCH = 32;
    private static final double RATE = 5e-3;
    private static final double LEAST_RATE = 1e-4;
    private static final double LONGEST_SLOPE = 5;

    private final QuantileLoss loss;
    private final int epochs;
    private final long seed;

    Training(QuantileLoss loss, int epochs, long seed) {
        this.loss = loss;
        this.epochs = epochs;
        this.seed = seed;
    }

    /** A sample and what came after it. */
    record Example(Sample sample, double[] targets) {}

    /**
     * Trains.
     *
     * @param learn the examples of each epoch, by its number
     * @param mayGoOn is asked before each batch
     * @return the best network that was seen, which is the given one when none was better
     * @throws InterruptedException when the thread was interrupted
     */
    Network train(Network start, IntFunction<List<Example>> learn, List<Example> judge, BooleanSupplier mayGoOn)
            throws InterruptedException {
        Network network = new Network(start.shape(), start.parameters());
        Network best = start;
        double least = loss(start, judge);
        Adam adam = new Adam(start.shape().parameters());
        SplittableRandom random = new SplittableRandom(seed);
        for (int epoch = 0; epoch < epochs; epoch++) {
            List<Example> examples = learn.apply(epoch);
            int[] order = shuffled(examples.size(), random);
            boolean ended = epoch(network, examples, order, adam, epoch, mayGoOn);
            double now = loss(network, judge);
            if (now < least) {
                least = now;
                best = new Network(network.shape(), network.parameters());
            }
            if (!ended) {
                break;
            }
        }
        return best;
    }

    private boolean epoch(
            Network network, List<Example> learn, int[] order, Adam adam, int epoch, BooleanSupplier mayGoOn)
            throws InterruptedException {
        Shape shape = network.shape();
        Pass pass = new Pass(shape);
        Gradient gradient = new Gradient(shape);
        double[] error = new double[shape.outputs()];
        for (int from = 0; from < order.length; from += BATCH) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while training a network");
            }
            if (!mayGoOn.getAsBoolean()) {
                return false;
            }
            int to = Math.min(from + BATCH, order.length);
            gradient.clear();
            for (int i = from; i < to; i++) {
                Example example = learn.get(order[i]);
                loss.of(network.run(example.sample(), pass), example.targets(), error);
                gradient.add(network, example.sample(), pass, error);
            }
            double scale = 1.0 / ((to - from) * shape.horizons());
            double done = (epoch + (double) from / order.length) / epochs;
            adam.step(network.live(), gradient.sum(), scale * shortening(gradient.sum(), scale), rate(done));
        }
        return true;
    }

    private static double rate(double done) {
        return LEAST_RATE + (RATE - LEAST_RATE) * (1 + Math.cos(Math.PI * done)) / 2;
    }

    private static double shortening(double[] slope, double scale) {
        double length = Math.sqrt(Vectors.dot(slope, 0, slope, slope.length)) * scale;
        return length > LONGEST_SLOPE ? LONGEST_SLOPE / length : 1;
    }

    private double loss(Network network, List<Example> examples) {
        Pass pass = new Pass(network.shape());
        double[] error = new double[network.shape().outputs()];
        double sum = 0;
        for (Example example : examples) {
            sum += loss.of(network.run(example.sample(), pass), example.targets(), error);
        }
        return sum;
    }

    private static int[] shuffled(int count, SplittableRandom random) {
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }
}
