package org.souk.ml.lstm;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.expert.Expert;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.expert.TrainingSet;
import org.souk.ml.window.LoadWindow;

/** The recurrent network as a forecaster: one for all nodes, all horizons and three quantiles in one run. */
public final class LstmExpert implements Expert {
    public static final String NAME = "lstm";

    private static final double[] LEVELS = {0.05, 0.5, 0.95};
    private static final int HIDDEN = 16;
    private static final int DENSE = 128;

    private final Encoding encoding;
    private final Network network;

    LstmExpert(Encoding encoding, Network network) {
        this.encoding = encoding;
        this.network = network;
    }

    /** Knows the units of these windows and forecasts no change. */
    public static LstmExpert untrained(TrainingSet set, long seed) {
        Encoding encoding = Encoding.learn(set.windows(), set.came());
        return new LstmExpert(encoding, Network.untrained(shape(encoding), seed));
    }

    private static Shape shape(Encoding encoding) {
        return new Shape(
                LoadWindow.LAGS,
                Encoding.INPUTS,
                encoding.contextSize(),
                HIDDEN,
                DENSE,
                QuantileSeries.HORIZONS,
                LEVELS.length);
    }

    /**
     * Trains a new one.
     *
     * @param learn the windows of each epoch, by its number
     * @param judge says which state of the training is kept
     * @param mayGoOn is asked before each batch
     * @throws InterruptedException when the thread was interrupted
     */
    public static LstmExpert train(
            IntFunction<TrainingSet> learn, TrainingSet judge, int epochs, long seed, BooleanSupplier mayGoOn)
            throws InterruptedException {
        LstmExpert start = untrained(learn.apply(0), seed);
        Network trained = new Training(new QuantileLoss(LEVELS), epochs, seed)
                .train(start.network, epoch -> start.examples(learn.apply(epoch)), start.examples(judge), mayGoOn);
        return new LstmExpert(start.encoding, trained);
    }

    private List<Training.Example> examples(TrainingSet set) {
        List<Training.Example> examples = new ArrayList<>(set.size());
        for (int i = 0; i < set.size(); i++) {
            LoadWindow window = set.windows().get(i);
            examples.add(new Training.Example(encoding.encode(window), encoding.targets(window, set.came()[i])));
        }
        return examples;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public QuantileForecast forecast(LoadWindow window) {
        double[] outputs = network.run(encoding.encode(window), new Pass(network.shape()));
        double[] lower = new double[QuantileSeries.HORIZONS];
        double[] median = new double[QuantileSeries.HORIZONS];
        double[] upper = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            int first = h * LEVELS.length;
            lower[h] = window.last() + outputs[first] * encoding.change();
            median[h] = window.last() + outputs[first + 1] * encoding.change();
            upper[h] = window.last() + outputs[first + 2] * encoding.change();
        }
        return QuantileForecast.of(lower, median, upper);
    }

    public void write(DataOutput out) throws IOException {
        out.writeDouble(encoding.change());
        out.writeInt(encoding.contextSize());
        write(out, encoding.mean());
        write(out, encoding.deviation());
        write(out, network.parameters());
    }

    public static LstmExpert read(DataInput in) throws IOException {
        double change = in.readDouble();
        int context = in.readInt();
        if (context != Encoding.CONTEXT) {
            throw new IOException("a context of " + context + " numbers instead of " + Encoding.CONTEXT);
        }
        Encoding encoding = new Encoding(change, read(in, context), read(in, context));
        Shape shape = shape(encoding);
        return new LstmExpert(encoding, new Network(shape, read(in, shape.parameters())));
    }

    private static void write(DataOutput out, double[] values) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static double[] read(DataInput in, int count) throws IOException {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = in.readDouble();
        }
        return values;
    }
}
