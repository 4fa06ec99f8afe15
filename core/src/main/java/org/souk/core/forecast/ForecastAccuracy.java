package org.souk.core.forecast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.souk.core.common.NodeId;

/**
 * Holds forecasts against what came, one step and half an hour ahead. It looks from outside: it knows nothing of how the
 * forecasts were made. Thread-safe.
 */
public final class ForecastAccuracy {
    /** In steps. */
    public static final List<Integer> HORIZONS = List.of(1, 6);

    /** A step: after a day a comparison counts half. */
    private static final double FADING = Math.pow(0.5, 1.0 / LoadSeries.STEPS_PER_DAY);

    private final Map<Subject, Tally> tallies = new HashMap<>();
    private final Map<What, Tally> overall = new HashMap<>();
    private final Deque<Said> open = new ArrayDeque<>();

    private record What(LoadKind kind, int horizon) {}

    private record Subject(NodeId node, What what) {}

    private record Said(long due, Subject about, Quantiles forecast, double present) {}

    /**
     * A step has ended: what was said of it, and of those before, is compared; then what is said now is noted.
     *
     * @param histories with the step
     * @param outlooks from that step on
     */
    public synchronized void turn(long step, Map<NodeId, LoadSeries> histories, Map<NodeId, Outlook> outlooks) {
        tallies.values().forEach(Tally::fade);
        overall.values().forEach(Tally::fade);
        int pending = open.size();
        for (int i = 0; i < pending; i++) {
            Said said = open.removeFirst();
            // Longer ahead than any horizon it can only be when the clock was put back.
            if (said.due() > step && said.due() <= step + QuantileSeries.HORIZONS) {
                open.addLast(said);
            } else {
                compare(said, histories.getOrDefault(said.about().node(), LoadSeries.EMPTY));
            }
        }
        tallies.keySet().removeIf(subject -> !histories.containsKey(subject.node()));
        outlooks.forEach((node, outlook) -> {
            LoadSeries series = histories.getOrDefault(node, LoadSeries.EMPTY);
            note(node, LoadKind.CPU, outlook.cpu(), series, step);
            outlook.ram().ifPresent(ram -> note(node, LoadKind.RAM, ram, series, step));
        });
    }

    private void note(NodeId node, LoadKind kind, QuantileSeries course, LoadSeries series, long step) {
        double present = series.at(step, kind);
        if (Double.isNaN(present)) {
            return;
        }
        for (int horizon : HORIZONS) {
            open.addLast(
                    new Said(step + horizon, new Subject(node, new What(kind, horizon)), course.at(horizon), present));
        }
    }

    private void compare(Said said, LoadSeries series) {
        double came = series.at(said.due(), said.about().what().kind());
        if (Double.isNaN(came)) {
            return;
        }
        tallies.computeIfAbsent(said.about(), any -> new Tally()).add(said, came);
        overall.computeIfAbsent(said.about().what(), any -> new Tally()).add(said, came);
    }

    /** {@link Accuracy#NONE} before anything could be compared. */
    public synchronized Accuracy of(NodeId node, LoadKind kind, int horizon) {
        return accuracy(tallies.get(new Subject(node, new What(kind, horizon))));
    }

    /** Of all nodes together. */
    public synchronized Accuracy overall(LoadKind kind, int horizon) {
        return accuracy(overall.get(new What(kind, horizon)));
    }

    private static Accuracy accuracy(Tally tally) {
        return tally == null ? Accuracy.NONE : tally.accuracy();
    }

    /** Sums whose parts count less and less. */
    private static final class Tally {
        private long compared;
        private double weight;
        private double error;
        private double persistence;
        private double covered;

        /** Another step has ended. */
        void fade() {
            weight *= FADING;
            error *= FADING;
            persistence *= FADING;
            covered *= FADING;
        }

        void add(Said said, double came) {
            Quantiles forecast = said.forecast();
            compared++;
            weight++;
            error += Math.abs(forecast.median() - came);
            persistence += Math.abs(said.present() - came);
            covered += forecast.lower() <= came && came <= forecast.upper() ? 1 : 0;
        }

        Accuracy accuracy() {
            return new Accuracy(compared, error / weight, persistence / weight, covered / weight);
        }
    }
}
