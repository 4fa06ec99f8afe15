package org.souk.ml.champion;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.expert.Spread;
import org.souk.ml.window.LoadWindow;

/**
 * The experts' contest for one node and one kind of load. An error at some horizon counts from the step on at which it is
 * known, never before. Not thread-safe.
 */
public final class ExpertSelection {
    /** The name of all experts together, weighted by how they did. */
    public static final String BLEND = "blend";

    /** With less than an hour of measurements in the window, only persistence is believed. */
    private static final int LEAST_EVIDENCE = 12;

    private final ExpertSet panel;
    private final ExpertScores[] standings = new ExpertScores[QuantileSeries.HORIZONS];
    private final Calibration calibration = new Calibration();
    private final Deque<Issued> open = new ArrayDeque<>();

    /** What was said at a step and cannot be judged in full yet; the medians are those of the experts and the blend. */
    private record Issued(
            long step, float[][] medians, QuantileForecast chosen, QuantileForecast champion, double unit) {}

    public ExpertSelection(ExpertSet panel) {
        this.panel = panel;
        for (int h = 0; h < standings.length; h++) {
            standings[h] = new ExpertScores(panel.experts().size());
        }
    }

    /**
     * Holds against what was measured what was said of that step earlier.
     *
     * @param came in percent, or {@link LoadSeries#MISSING}
     */
    public void learn(long step, double came) {
        while (!open.isEmpty() && open.peekFirst().step + QuantileSeries.HORIZONS < step) {
            open.removeFirst();
        }
        if (Double.isNaN(came)) {
            return;
        }
        for (Issued issued : open) {
            int horizon = (int) (step - issued.step);
            if (horizon >= 1 && horizon <= QuantileSeries.HORIZONS) {
                judge(issued, horizon, came);
            }
        }
    }

    private void judge(Issued issued, int horizon, double came) {
        int h = horizon - 1;
        double[] errors = new double[issued.medians.length];
        for (int e = 0; e < errors.length; e++) {
            errors[e] = Math.abs(came - issued.medians[e][h]);
        }
        standings[h].learn(errors);
        calibration.learn(horizon, issued.chosen, issued.champion, issued.unit, came);
    }

    /**
     * Looks ahead from a step that is later than those before; what was measured there must have been learnt.
     *
     * @param known how many of the window's steps were measured
     */
    public Verdict look(LoadWindow window, int known) {
        List<QuantileForecast> said = panel.forecast(window);
        double unit = Spread.unit(window);
        presume(unit);
        QuantileForecast blend = blend(said);
        int[] champions = new int[QuantileSeries.HORIZONS];
        for (int h = 0; h < champions.length; h++) {
            champions[h] = known < LEAST_EVIDENCE ? 0 : standings[h].champion();
        }
        QuantileForecast chosen = chosen(said, blend, champions);
        QuantileForecast champion = calibration.calibrated(chosen, unit);
        String name = champions[0] == said.size() ? BLEND : panel.names().get(champions[0]);
        Verdict verdict = new Verdict(said, chosen, champion, unit, name);
        open.addLast(new Issued(window.origin(), medians(said, blend), chosen, champion, unit));
        return verdict;
    }

    private void presume(double unit) {
        for (int h = 0; h < standings.length; h++) {
            if (standings[h].isNew()) {
                double[] relative = new double[panel.experts().size()];
                for (int e = 0; e < relative.length; e++) {
                    relative[e] = panel.priors()[e][h];
                }
                standings[h].presume(relative, unit);
            }
        }
    }

    private static float[][] medians(List<QuantileForecast> said, QuantileForecast blend) {
        float[][] medians = new float[said.size() + 1][QuantileSeries.HORIZONS];
        for (int e = 0; e < medians.length; e++) {
            double[] median = e == said.size() ? blend.median() : said.get(e).median();
            for (int h = 0; h < QuantileSeries.HORIZONS; h++) {
                medians[e][h] = (float) median[h];
            }
        }
        return medians;
    }

    private QuantileForecast blend(List<QuantileForecast> said) {
        double[] lower = new double[QuantileSeries.HORIZONS];
        double[] median = new double[QuantileSeries.HORIZONS];
        double[] upper = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < standings.length; h++) {
            standings[h].blend(said, h, lower, median, upper);
        }
        return QuantileForecast.of(lower, median, upper);
    }

    private static QuantileForecast chosen(List<QuantileForecast> said, QuantileForecast blend, int[] champions) {
        double[] lower = new double[QuantileSeries.HORIZONS];
        double[] median = new double[QuantileSeries.HORIZONS];
        double[] upper = new double[QuantileSeries.HORIZONS];
        for (int h = 0; h < champions.length; h++) {
            QuantileForecast fan = champions[h] == said.size() ? blend : said.get(champions[h]);
            lower[h] = fan.lower()[h];
            median[h] = fan.median()[h];
            upper[h] = fan.upper()[h];
        }
        return QuantileForecast.of(lower, median, upper);
    }

    void write(DataOutput out) throws IOException {
        for (ExpertScores standing : standings) {
            standing.write(out);
        }
        calibration.write(out);
    }

    void read(DataInput in) throws IOException {
        for (ExpertScores standing : standings) {
            standing.read(in);
        }
        calibration.read(in);
    }
}
