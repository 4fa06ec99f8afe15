package org.souk.ml.lstm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final Shape SHAPE = new Shape(5, 2, 3, 4, 3, 2, 3);
    private static final QuantileLoss LOSS = new QuantileLoss(0.05, 0.5, 0.95);

    private static Sample sample(SplittableRandom random) {
        return new Sample(
                random.doubles(SHAPE.steps() * SHAPE.inputs(), -1, 1).toArray(),
                random.doubles(SHAPE.context(), -1, 1).toArray());
    }

    /** With no parameter at zero, so that every path carries a slope. */
    private static Network somewhere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new Network(SHAPE, random.doubles(SHAPE.parameters(), -0.8, 0.8).toArray());
    }

    @Test
    void slopesAgreeWithFiniteDifferences() {
        for (long seed = 1; seed <= 5; seed++) {
            SplittableRandom random = new SplittableRandom(100 + seed);
            Network network = somewhere(seed);
            Sample sample = sample(random);
            double[] targets = {random.nextDouble(-2, 2), Double.NaN};
            double[] error = new double[SHAPE.outputs()];
            Pass pass = new Pass(SHAPE);
            Gradient gradient = new Gradient(SHAPE);
            LOSS.of(network.run(sample, pass), targets, error);
            gradient.add(network, sample, pass, error);

            double step = 1e-6;
            for (int i = 0; i < SHAPE.parameters(); i++) {
                double kept = network.live()[i];
                network.live()[i] = kept + step;
                double above = LOSS.of(network.run(sample, pass), targets, error);
                network.live()[i] = kept - step;
                double below = LOSS.of(network.run(sample, pass), targets, error);
                network.live()[i] = kept;
                assertThat(gradient.sum()[i])
                        .as("parameter %d, seed %d", i, seed)
                        .isCloseTo((above - below) / (2 * step), within(1e-7));
            }
        }
    }

    @Test
    void anUntrainedNetworkSaysNoChange() {
        Network network = Network.untrained(SHAPE, 7);
        assertThat(network.run(sample(new SplittableRandom(1)), new Pass(SHAPE)))
                .containsOnly(0);
    }

    @Test
    void theSameSeedTrainsTheSameNetwork() throws InterruptedException {
        assertThat(trained(3).parameters()).isEqualTo(trained(3).parameters());
        assertThat(trained(3).parameters()).isNotEqualTo(trained(4).parameters());
    }

    @Test
    void trainingFindsAMedianThatTheInputsTell() throws InterruptedException {
        List<Training.Example> judge = examples(200, 99);
        Network untrained = Network.untrained(SHAPE, 1);
        assertThat(loss(trained(1), judge)).isLessThan(0.4 * loss(untrained, judge));
    }

    @Test
    void aTrainingThatMayNotGoOnKeepsWhatWasBest() throws InterruptedException {
        Network start = Network.untrained(SHAPE, 1);
        Network kept =
                new Training(LOSS, 5, 1).train(start, epoch -> examples(100, epoch), examples(50, 9), () -> false);
        assertThat(kept.parameters()).isEqualTo(start.parameters());
    }

    private static Network trained(long seed) throws InterruptedException {
        return new Training(LOSS, 15, seed)
                .train(Network.untrained(SHAPE, seed), epoch -> examples(600, epoch), examples(100, 77), () -> true);
    }

    /** What comes is a sum of inputs and context. */
    private static List<Training.Example> examples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Training.Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Sample sample = sample(random);
            double first = sample.inputs()[9] + sample.context()[0];
            double second = sample.inputs()[8] - sample.inputs()[6];
            examples.add(new Training.Example(sample, new double[] {first, second}));
        }
        return examples;
    }

    private static double loss(Network network, List<Training.Example> examples) {
        double[] error = new double[SHAPE.outputs()];
        return examples.stream()
                .mapToDouble(e -> LOSS.of(network.run(e.sample(), new Pass(SHAPE)), e.targets(), error))
                .sum();
    }
}
