package org.souk.ml;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.souk.ml.expert.Baseline;
import org.souk.ml.expert.Expert;
import org.souk.ml.expert.Spread;
import org.souk.ml.expert.SpreadExpert;
import org.souk.ml.lstm.LstmExpert;
import org.souk.ml.weka.QuantileForest;
import org.souk.ml.weka.WekaForecast;

/** How each kind of expert is written. */
final class ExpertFormat {
    private enum Kind {
        BASELINE,
        WEKA,
        FOREST,
        LSTM
    }

    private ExpertFormat() {}

    static void write(DataOutputStream out, Expert expert) throws IOException {
        if (expert instanceof QuantileForest forest) {
            out.writeByte(Kind.FOREST.ordinal());
            forest.write(out);
        } else if (expert instanceof LstmExpert lstm) {
            out.writeByte(Kind.LSTM.ordinal());
            lstm.write(out);
        } else if (expert instanceof SpreadExpert spread && spread.points() instanceof Baseline baseline) {
            out.writeByte(Kind.BASELINE.ordinal());
            out.writeUTF(baseline.name());
            spread.spread().write(out);
        } else if (expert instanceof SpreadExpert spread && spread.points() instanceof WekaForecast weka) {
            out.writeByte(Kind.WEKA.ordinal());
            weka.write(out);
            spread.spread().write(out);
        } else {
            throw new IllegalArgumentException("there is no format for " + expert.name());
        }
    }

    static Expert read(DataInputStream in) throws IOException {
        int kind = in.readByte();
        if (kind < 0 || kind >= Kind.values().length) {
            throw new IOException("no expert is of kind " + kind);
        }
        return switch (Kind.values()[kind]) {
            case BASELINE -> new SpreadExpert(Baseline.valueOf(in.readUTF()), Spread.read(in));
            case WEKA -> new SpreadExpert(WekaForecast.read(in), Spread.read(in));
            case FOREST -> QuantileForest.read(in);
            case LSTM -> LstmExpert.read(in);
        };
    }
}
