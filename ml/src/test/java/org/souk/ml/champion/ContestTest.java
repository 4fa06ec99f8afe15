package org.souk.ml.champion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.Loads;
import org.souk.ml.expert.Expert;
import org.souk.ml.expert.QuantileForecast;
import org.souk.ml.window.LoadWindow;

class ContestTest {
    /** Says the same for all horizons, with no interval at all. */
    private record Saying(String name, ToDoubleFunction<LoadWindow> level) implements Expert {
        @Override
        public QuantileForecast forecast(LoadWindow window) {
            double[] levels = new double[QuantileSeries.HORIZONS];
            Arrays.fill(levels, level.applyAsDouble(window));
            return QuantileForecast.of(levels.clone(), levels, levels.clone());
        }
    }

    private static ExpertSet panel(Expert... experts) {
        double[][] priors = new double[experts.length][QuantileSeries.HORIZONS];
        for (double[] prior : priors) {
            Arrays.fill(prior, 1);
        }
        return new ExpertSet(List.of(experts), priors);
    }

    private static Verdict run(ExpertSelection contest, LoadSeries series, long from, long to) {
        Verdict latest = null;
        for (long step = from; step <= to; step++) {
            contest.learn(step, series.at(step, LoadKind.CPU));
            latest = contest.look(LoadWindow.at(series, step, LoadKind.CPU), LoadWindow.LAGS);
        }
        return latest;
    }

    @Test
    void whoIsRightIsBelieved() {
        LoadSeries series = Loads.constant(300, 42, 0);
        ExpertSet panel = panel(
                new Saying("persistence", window -> 10), new Saying("right", window -> 42), new Saying("off", w -> 50));
        Verdict verdict = run(new ExpertSelection(panel), series, Loads.START + 24, Loads.START + 60);
        assertThat(verdict.champion().median()[0]).isCloseTo(42, within(0.01));
        assertThat(verdict.champion().median()[11]).isCloseTo(42, within(0.5));
    }

    @Test
    void anErrorCountsOnlyWhenItIsKnown() {
        LoadSeries series = Loads.constant(300, 42, 0);
        ExpertSet panel = panel(new Saying("persistence", window -> 10), new Saying("right", window -> 42));
        long start = Loads.START + 24;
        // What was said at the first step of six steps ahead is known five steps later by nobody.
        Verdict early = run(new ExpertSelection(panel), series, start, start + 5);
        assertThat(early.chosen().median()[5]).isCloseTo(26, within(0.01));
        assertThat(early.chosen().median()[0]).isGreaterThan(40);
    }

    @Test
    void withoutEvidencePersistenceIsBelieved() {
        LoadSeries series = Loads.constant(300, 42, 0);
        ExpertSet panel = panel(new Saying("persistence", window -> 10), new Saying("other", window -> 90));
        Verdict verdict = new ExpertSelection(panel).look(LoadWindow.at(series, Loads.START + 50, LoadKind.CPU), 3);
        assertThat(verdict.name()).isEqualTo("persistence");
        assertThat(verdict.chosen().median()).containsOnly(10);
    }

    @Test
    void theChampionStaysUntilAnotherIsClearlyBetter() {
        ExpertScores standing = new ExpertScores(2);
        standing.presume(new double[] {1, 1}, 5);
        for (int i = 0; i < 100; i++) {
            standing.learn(new double[] {2, 9, 9});
        }
        assertThat(standing.champion()).isZero();
        for (int i = 0; i < 5; i++) {
            standing.learn(new double[] {2, 1.99, 9});
        }
        assertThat(standing.champion()).isZero();
        for (int i = 0; i < 300; i++) {
            standing.learn(new double[] {9, 2, 9});
        }
        assertThat(standing.champion()).isEqualTo(1);
    }

    @Test
    void theIntervalCoversNineInTenHoweverTheLoadDrifts() {
        SplittableRandom random = new SplittableRandom(5);
        Calibration calibration = new Calibration();
        int steps = 6000;
        int covered = 0;
        for (int i = 0; i < steps; i++) {
            double width = i < 2000 ? 3 : i < 4000 ? 30 : 10;
            double came = 50 + width * (random.nextDouble() - 0.5);
            double[] levels = new double[QuantileSeries.HORIZONS];
            Arrays.fill(levels, 50);
            QuantileForecast raw = QuantileForecast.of(levels.clone(), levels, levels.clone());
            QuantileForecast issued = calibration.calibrated(raw, 1);
            covered += came >= issued.lower()[0] && came <= issued.upper()[0] ? 1 : 0;
            calibration.learn(1, raw, issued, 1, came);
        }
        assertThat((double) covered / steps).isCloseTo(0.9, within(0.015));
    }

    @Test
    void aConstantLoadHasANarrowInterval() {
        LoadSeries series = Loads.constant(900, 42, 0);
        ExpertSet panel = panel(new Saying("persistence", LoadWindow::last));
        Verdict verdict = run(new ExpertSelection(panel), series, Loads.START + 24, Loads.START + 880);
        assertThat(verdict.champion().upper()[5] - verdict.champion().lower()[5])
                .isLessThan(0.2);
    }
}
