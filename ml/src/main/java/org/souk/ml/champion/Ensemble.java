package org.souk.ml.champion;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.Quantiles;
import org.souk.core.forecast.RunningForecast;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.window.LoadWindow;

/** All nodes' contests, side by side. Nodes that have no history any more are forgotten. */
public final class Ensemble implements RunningForecast {
    private static final int FORMAT = 1;
    private static final int MOST_CAUGHT_UP = QuantileSeries.HORIZONS;

    private final Map<LoadKind, ExpertSet> panels;
    private final Map<NodeId, Map<LoadKind, ExpertSelection>> contests = new TreeMap<>();
    private long latest = Long.MIN_VALUE;

    /** @param evidence of an earlier one, or empty; what does not fit is dropped */
    public Ensemble(Map<LoadKind, ExpertSet> panels, byte[] evidence) {
        this.panels = new EnumMap<>(panels);
        if (evidence.length > 0) {
            recall(evidence);
        }
    }

    @Override
    public Map<NodeId, Outlook> advance(long step, Map<NodeId, LoadSeries> histories) {
        if (step <= latest) {
            throw new IllegalArgumentException("step " + step + " is not after step " + latest);
        }
        contests.keySet().retainAll(histories.keySet());
        Map<NodeId, Outlook> outlooks = new HashMap<>();
        histories.forEach((node, series) -> outlook(node, series, step).ifPresent(found -> outlooks.put(node, found)));
        latest = step;
        return outlooks;
    }

    private Optional<Outlook> outlook(NodeId node, LoadSeries series, long step) {
        Optional<Verdict> cpu = verdict(node, series, step, LoadKind.CPU);
        Optional<Verdict> ram = verdict(node, series, step, LoadKind.RAM);
        return cpu.map(verdict -> new Outlook(step, course(verdict), ram.map(Ensemble::course)));
    }

    /** What is said of one node and one kind of load; empty when nothing was measured in the last hour. */
    private Optional<Verdict> verdict(NodeId node, LoadSeries series, long step, LoadKind kind) {
        if (!LoadWindow.isPossible(series, step, kind)) {
            return Optional.empty();
        }
        ExpertSelection contest = contests.computeIfAbsent(node, any -> new EnumMap<>(LoadKind.class))
                .computeIfAbsent(kind, any -> new ExpertSelection(panels.get(any)));
        for (long past = Math.max(latest, step - MOST_CAUGHT_UP) + 1; past <= step; past++) {
            contest.learn(past, series.at(past, kind));
        }
        return Optional.of(contest.look(LoadWindow.at(series, step, kind), known(series, step, kind)));
    }

    /** How many of the steps of a window were measured. */
    public static int known(LoadSeries series, long step, LoadKind kind) {
        int known = 0;
        for (int back = 0; back < LoadWindow.LAGS; back++) {
            known += series.isKnown(step - back, kind) ? 1 : 0;
        }
        return known;
    }

    private static QuantileSeries course(Verdict verdict) {
        QuantileForecast fan = verdict.champion();
        List<Quantiles> ahead = new ArrayList<>(QuantileSeries.HORIZONS);
        for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
            ahead.add(new Quantiles(fan.lower()[h], fan.median()[h], fan.upper()[h]));
        }
        return new QuantileSeries(ahead, verdict.name());
    }

    @Override
    public byte[] evidence() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(FORMAT);
            out.writeUTF(signature());
            out.writeInt(contests.size());
            for (Map.Entry<NodeId, Map<LoadKind, ExpertSelection>> node : contests.entrySet()) {
                out.writeUTF(node.getKey().value());
                out.writeInt(node.getValue().size());
                for (Map.Entry<LoadKind, ExpertSelection> contest :
                        node.getValue().entrySet()) {
                    out.writeUTF(contest.getKey().name());
                    contest.getValue().write(out);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("could not write to memory", e);
        }
        return bytes.toByteArray();
    }

    private void recall(byte[] evidence) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(evidence))) {
            if (in.readInt() != FORMAT || !in.readUTF().equals(signature())) {
                return;
            }
            for (int nodes = in.readInt(); nodes > 0; nodes--) {
                Map<LoadKind, ExpertSelection> kinds =
                        contests.computeIfAbsent(new NodeId(in.readUTF()), any -> new EnumMap<>(LoadKind.class));
                for (int count = in.readInt(); count > 0; count--) {
                    LoadKind kind = LoadKind.valueOf(in.readUTF());
                    ExpertSelection contest = new ExpertSelection(panels.get(kind));
                    contest.read(in);
                    kinds.put(kind, contest);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // Damaged: the nodes begin as new ones do.
            contests.clear();
        }
    }

    /** Evidence is about experts; with others it means nothing. */
    private String signature() {
        return panels.get(LoadKind.CPU).names() + " " + panels.get(LoadKind.RAM).names();
    }
}
