package org.souk.ml;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadModel;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.RunningForecast;
import org.souk.core.forecast.TrainingRecord;
import org.souk.core.forecast.UnreadableModel;
import org.souk.ml.champion.Ensemble;
import org.souk.ml.champion.ExpertSet;
import org.souk.ml.expert.Expert;

/**
 * The trained experts of both kinds of load. Stored as eight bytes that tell the format, then packed by gzip: the record of
 * the training, and for each kind its experts and how they were judged.
 */
public final class StoredModel implements LoadModel {
    /** "SOUKLM" and the version. Whoever changes what is written, a feature or a unit, takes the next. */
    private static final long FORMAT = 0x534f554b4c4d_0001L;

    private static final int VERSION_DIGITS = 12;
    private static final int MOST_EXPERTS = 100;

    private final Map<LoadKind, ExpertSet> panels;
    private final TrainingRecord training;
    private final byte[] bytes;

    StoredModel(Map<LoadKind, ExpertSet> panels, TrainingRecord training) {
        this(panels, training, written(panels, training));
    }

    private StoredModel(Map<LoadKind, ExpertSet> panels, TrainingRecord training, byte[] bytes) {
        this.panels = new EnumMap<>(panels);
        this.training = training;
        this.bytes = bytes;
    }

    @Override
    public String version() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public TrainingRecord training() {
        return training;
    }

    @Override
    public RunningForecast begin(byte[] evidence) {
        return new Ensemble(panels, evidence);
    }

    /** The experts for one kind of load. */
    public ExpertSet panel(LoadKind kind) {
        return panels.get(kind);
    }

    static StoredModel read(byte[] stored) throws UnreadableModel {
        try (DataInputStream head = new DataInputStream(new ByteArrayInputStream(stored))) {
            if (head.readLong() != FORMAT) {
                throw new UnreadableModel("the format of the model is not known");
            }
            try (DataInputStream in = new DataInputStream(new GZIPInputStream(head))) {
                TrainingRecord training =
                        new TrainingRecord(in.readLong(), in.readInt(), Duration.ofNanos(in.readLong()));
                Map<LoadKind, ExpertSet> panels = new EnumMap<>(LoadKind.class);
                for (LoadKind kind : LoadKind.values()) {
                    panels.put(kind, readPanel(in));
                }
                return new StoredModel(panels, training, stored.clone());
            }
        } catch (IOException | RuntimeException e) {
            throw new UnreadableModel("the model is damaged: " + e.getMessage(), e);
        }
    }

    private static byte[] written(Map<LoadKind, ExpertSet> panels, TrainingRecord training) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream head = new DataOutputStream(bytes)) {
            head.writeLong(FORMAT);
            try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(head))) {
                out.writeLong(training.until());
                out.writeInt(training.nodes());
                out.writeLong(training.cpu().toNanos());
                for (LoadKind kind : LoadKind.values()) {
                    write(out, panels.get(kind));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, ExpertSet panel) throws IOException {
        out.writeInt(panel.experts().size());
        for (int e = 0; e < panel.experts().size(); e++) {
            ExpertFormat.write(out, panel.experts().get(e));
            for (double prior : panel.priors()[e]) {
                out.writeDouble(prior);
            }
        }
    }

    private static ExpertSet readPanel(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 1 || count > MOST_EXPERTS) {
            throw new IOException(count + " experts");
        }
        List<Expert> experts = new ArrayList<>();
        double[][] priors = new double[count][QuantileSeries.HORIZONS];
        for (int e = 0; e < count; e++) {
            experts.add(ExpertFormat.read(in));
            for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
                priors[e][h] = in.readDouble();
            }
        }
        return new ExpertSet(experts, priors);
    }
}
