package org.souk.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadSeriesTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-01-01T00:00:00Z");
    private static final long STEP = LoadSeries.stepOf(MIDNIGHT);

    @Test
    void aStepIsFiveMinutesAndTheSameForAllMachines() {
        assertThat(LoadSeries.stepOf(MIDNIGHT.plusSeconds(299))).isEqualTo(STEP);
        assertThat(LoadSeries.stepOf(MIDNIGHT.plusSeconds(300))).isEqualTo(STEP + 1);
        assertThat(LoadSeries.startOf(STEP)).isEqualTo(MIDNIGHT);
    }

    @Test
    void whatLiesBetweenTwoStepsIsMissing() {
        LoadSeries series = LoadSeries.EMPTY.plus(STEP, 10, 20).plus(STEP + 3, 30, LoadSeries.MISSING);
        assertThat(series.size()).isEqualTo(4);
        assertThat(series.at(STEP, LoadKind.CPU)).isEqualTo(10);
        assertThat(series.at(STEP, LoadKind.RAM)).isEqualTo(20);
        assertThat(series.isKnown(STEP + 1, LoadKind.CPU)).isFalse();
        assertThat(series.at(STEP + 3, LoadKind.CPU)).isEqualTo(30);
        assertThat(series.isKnown(STEP + 3, LoadKind.RAM)).isFalse();
        assertThat(series.isKnown(STEP - 1, LoadKind.CPU)).isFalse();
        assertThat(series.isKnown(STEP + 4, LoadKind.CPU)).isFalse();
    }

    @Test
    void aStepThatIsNotLaterIsIgnored() {
        LoadSeries series = LoadSeries.EMPTY.plus(STEP, 10, 20);
        assertThat(series.plus(STEP, 99, 99)).isSameAs(series);
    }

    @Test
    void aPartKeepsItsSteps() {
        LoadSeries series = LoadSeries.of(STEP, new float[] {1, 2, 3, 4}, new float[] {5, 6, 7, 8});
        LoadSeries part = series.from(STEP + 1).before(STEP + 3);
        assertThat(part.firstStep()).isEqualTo(STEP + 1);
        assertThat(part.endStep()).isEqualTo(STEP + 3);
        assertThat(part.at(STEP + 2, LoadKind.RAM)).isEqualTo(7);
        assertThat(series.before(STEP)).isSameAs(LoadSeries.EMPTY);
        assertThat(series.from(STEP + 4).isEmpty()).isTrue();
    }

    @Test
    void seriesOfDifferentLengthsAreRefused() {
        assertThatThrownBy(() -> LoadSeries.of(STEP, new float[1], new float[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aStepGetsTheMeanOfItsMeasurementsOnceItHasEnded() {
        StepMeans means = new StepMeans(10);
        means.add(MIDNIGHT, 10, LoadSeries.MISSING);
        means.add(MIDNIGHT.plusSeconds(200), 20, 50);
        assertThat(means.series().isEmpty()).isTrue();
        means.add(MIDNIGHT.plusSeconds(300), 99, 99);
        assertThat(means.series().size()).isEqualTo(1);
        assertThat(means.series().at(STEP, LoadKind.CPU)).isEqualTo(15);
        assertThat(means.series().at(STEP, LoadKind.RAM)).isEqualTo(50);
        means.add(MIDNIGHT, 77, 77);
        means.close(STEP + 2);
        assertThat(means.series().at(STEP, LoadKind.CPU)).isEqualTo(15);
        assertThat(means.series().at(STEP + 1, LoadKind.CPU)).isEqualTo(99);
    }

    @Test
    void onlyTheLatestStepsAreKeptAlsoOverALongGapAndARestart() {
        StepMeans means = new StepMeans(3);
        IntStream.range(0, 10).forEach(i -> means.add(LoadSeries.startOf(STEP + i), i, i));
        means.close(STEP + 10);
        assertThat(means.series().firstStep()).isEqualTo(STEP + 7);

        StepMeans after = new StepMeans(3);
        after.resume(means.series());
        after.add(LoadSeries.startOf(STEP + 11), 11, 11);
        after.close(STEP + 12);
        assertThat(after.series().firstStep()).isEqualTo(STEP + 9);
        assertThat(after.series().at(STEP + 9, LoadKind.CPU)).isEqualTo(9);
        assertThat(after.series().isKnown(STEP + 10, LoadKind.CPU)).isFalse();

        after.add(LoadSeries.startOf(STEP + 1_000_000_000L), 1, 1);
        after.close(Long.MAX_VALUE);
        assertThat(after.series().size()).isEqualTo(1);
    }

    @Test
    void anOutlookGivesTheHighestBoundOfItsFirstSteps() {
        Quantiles low = new Quantiles(1, 2, 3);
        Quantiles high = new Quantiles(10, 20, 30);
        List<Quantiles> ahead = IntStream.range(0, QuantileSeries.HORIZONS)
                .mapToObj(i -> i == 1 ? high : low)
                .toList();
        Outlook outlook = new Outlook(STEP, new QuantileSeries(ahead, "lstm"), Optional.empty());
        assertThat(outlook.within(1).upperCpuPercent()).isEqualTo(3);
        assertThat(outlook.within(12)).isEqualTo(new LoadForecast(20, 30, 0, 0, "lstm"));
        // The step that was known, and twelve more: 13 × 5 minutes after its begin.
        assertThat(outlook.validUntil()).isEqualTo(MIDNIGHT.plusSeconds(13 * 300));
        assertThatThrownBy(() -> new QuantileSeries(Collections.nCopies(11, low), "lstm"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void threeQuartersOfTheTimeAreForLearning() {
        LoadSeries first = LoadSeries.of(100, new float[50], new float[50]);
        LoadSeries second = LoadSeries.of(250, new float[50], new float[50]);
        TrainingOrder order = TrainingOrder.of(List.of(LoadSeries.EMPTY, first, second), LoadSeries.STEP, 1);
        // from 100 to 300: 100 + 0.75 × 200
        assertThat((double) order.learnBefore()).isCloseTo(250, within(0.0));
        assertThat(order.judgeBefore()).isEqualTo(300);
    }
}
