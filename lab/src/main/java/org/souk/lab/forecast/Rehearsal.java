package org.souk.lab.forecast;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.Quantiles;
import org.souk.ml.champion.Calibration;
import org.souk.ml.champion.Ensemble;
import org.souk.ml.champion.ExpertSelection;
import org.souk.ml.champion.ExpertSet;
import org.souk.ml.champion.Verdict;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.window.LoadWindow;

/**
 * One kind of load, forecast step by step as a server would, from where the models' training ends: an error counts from
 * the step on at which it is known. The last fifth is scored, on windows without a gap that lie in it as a whole.
 */
final class Rehearsal {
    /** Steps ahead that are scored. */
    static final int[] HORIZONS = {1, 6};

    private static final String CHAMPION = "champion";

    private final LoadFile file;
    private final LoadKind kind;
    private final ExpertSet panel;
    private final Map<String, Contestant> contestants = new HashMap<>();
    private final Map<Integer, Map<String, Errors>> errors = new LinkedHashMap<>();
    private final Map<Integer, Intervals> champion = new LinkedHashMap<>();
    private final Map<Integer, Intervals> persistence = new LinkedHashMap<>();

    Rehearsal(LoadFile file, LoadKind kind, ExpertSet panel) {
        this.file = file;
        this.kind = kind;
        this.panel = panel;
        List<String> names = new ArrayList<>(panel.names());
        names.add(CHAMPION);
        for (int horizon : HORIZONS) {
            Map<String, Errors> byName = new LinkedHashMap<>();
            names.forEach(name -> byName.put(name, new Errors()));
            errors.put(horizon, byName);
            champion.put(horizon, new Intervals(horizon));
            persistence.put(horizon, new Intervals(horizon));
        }
    }

    /** A node's contest, and persistence with a calibration of its own. */
    private static final class Contestant {
        private final ExpertSelection contest;
        private final Calibration calibration = new Calibration();
        private final Map<Long, QuantileForecast[]> open = new HashMap<>();
        private final Map<Long, Double> units = new HashMap<>();

        Contestant(ExpertSet panel) {
            contest = new ExpertSelection(panel);
        }

        void learn(long step, double came) {
            contest.learn(step, came);
            for (int horizon = 1; horizon <= QuantileSeries.HORIZONS && !Double.isNaN(came); horizon++) {
                QuantileForecast[] fans = open.get(step - horizon);
                if (fans != null) {
                    calibration.learn(horizon, fans[0], fans[1], units.get(step - horizon), came);
                }
            }
            open.remove(step - QuantileSeries.HORIZONS);
            units.remove(step - QuantileSeries.HORIZONS);
        }

        /** Of persistence, calibrated. */
        QuantileForecast persistence(long step, Verdict verdict) {
            QuantileForecast raw = verdict.said().get(0);
            QuantileForecast calibrated = calibration.calibrated(raw, verdict.unit());
            open.put(step, new QuantileForecast[] {raw, calibrated});
            units.put(step, verdict.unit());
            return calibrated;
        }
    }

    void run() {
        for (long step = file.judgeFrom(); step < file.end(); step++) {
            for (Map.Entry<String, LoadSeries> node : file.nodes().entrySet()) {
                forecast(node.getKey(), node.getValue(), step);
            }
        }
    }

    private void forecast(String node, LoadSeries series, long step) {
        if (!LoadWindow.isPossible(series, step, kind)) {
            return;
        }
        Contestant contestant = contestants.computeIfAbsent(node, any -> new Contestant(panel));
        contestant.learn(step, series.at(step, kind));
        Verdict verdict =
                contestant.contest.look(LoadWindow.at(series, step, kind), Ensemble.known(series, step, kind));
        QuantileForecast calibratedPersistence = contestant.persistence(step, verdict);
        if (isScored(series, step)) {
            for (int horizon : HORIZONS) {
                score(verdict, calibratedPersistence, horizon, series.at(step + horizon, kind));
            }
        }
    }

    private boolean isScored(LoadSeries series, long step) {
        if (step - LoadWindow.LAGS + 1 < file.testFrom()) {
            return false;
        }
        for (long at = step - LoadWindow.LAGS + 1; at <= step + QuantileSeries.HORIZONS; at++) {
            if (!series.isKnown(at, kind)) {
                return false;
            }
        }
        return true;
    }

    private void score(Verdict verdict, QuantileForecast calibratedPersistence, int horizon, double came) {
        Map<String, Errors> byName = errors.get(horizon);
        for (int e = 0; e < verdict.said().size(); e++) {
            byName.get(panel.names().get(e)).add(verdict.said().get(e).median()[horizon - 1], came);
        }
        byName.get(CHAMPION).add(verdict.champion().median()[horizon - 1], came);
        champion.get(horizon).add(verdict.champion(), came);
        persistence.get(horizon).add(calibratedPersistence, came);
    }

    /** How many windows were scored. */
    long windows() {
        return errors.get(HORIZONS[0]).get(CHAMPION).count();
    }

    Map<String, Map<String, ForecastReport.Error>> errors() {
        Map<String, Map<String, ForecastReport.Error>> report = new LinkedHashMap<>();
        errors.forEach((horizon, byName) -> {
            Map<String, ForecastReport.Error> figures = new LinkedHashMap<>();
            byName.forEach((name, found) -> figures.put(name, found.report()));
            report.put(Integer.toString(horizon), figures);
        });
        return report;
    }

    ForecastReport.Interval interval() {
        Map<String, Double> coverage = new LinkedHashMap<>();
        champion.forEach(
                (horizon, intervals) -> coverage.put(Integer.toString(horizon), Figures.rounded(intervals.coverage())));
        return new ForecastReport.Interval(
                Quantiles.COVERAGE,
                coverage,
                Figures.rounded(champion.values().stream()
                        .mapToDouble(Intervals::meanWidth)
                        .average()
                        .orElseThrow()),
                new ForecastReport.Pinball(pinball(champion), pinball(persistence)));
    }

    private static double pinball(Map<Integer, Intervals> intervals) {
        return Figures.rounded(intervals.values().stream()
                .mapToDouble(Intervals::meanPinball)
                .average()
                .orElseThrow());
    }
}
