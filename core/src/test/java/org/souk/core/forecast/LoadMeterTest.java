package org.souk.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;

class LoadMeterTest {
    private static final NodeId SHED = new NodeId("shed");
    private static final long STEP = 6_000_000;
    private static final Instant NOW = LoadSeries.startOf(STEP).plusSeconds(10);

    private final LoadMeter meter = new LoadMeter();

    @Test
    void stepThatHasNotEndedIsNoPartOfTheSeries() {
        meter.measured(SHED, NOW, 10, 50);
        assertThat(meter.close(STEP)).isEmpty();
        meter.measured(SHED, NOW.plusSeconds(60), 30, 50);

        LoadSeries series = meter.close(STEP + 1).get(SHED);

        assertThat(series.at(STEP, LoadKind.CPU)).isEqualTo(20);
        assertThat(series.endStep()).isEqualTo(STEP + 1);
        assertThat(meter.series(SHED).endStep()).isEqualTo(STEP + 1);
    }

    @Test
    void heartbeatOfTheNextStepDoesNotHideTheOneThatIsClosed() {
        meter.measured(SHED, NOW, 10, 50);
        meter.measured(SHED, NOW.plus(LoadSeries.STEP), 90, 50);

        assertThat(meter.close(STEP + 1).get(SHED).at(STEP, LoadKind.CPU)).isEqualTo(10);
        assertThat(meter.close(STEP + 2).get(SHED).at(STEP + 1, LoadKind.CPU)).isEqualTo(90);
    }

    @Test
    void storedSeriesGoesOn() {
        meter.measured(SHED, NOW, 10, 50);
        meter.resume(SHED, LoadSeries.of(STEP - 3, new float[] {7, 8}, new float[] {1, 2}));

        LoadSeries series = meter.close(STEP + 1).get(SHED);

        assertThat(series.firstStep()).isEqualTo(STEP - 3);
        assertThat(series.isKnown(STEP - 1, LoadKind.CPU)).isFalse();
        assertThat(series.at(STEP, LoadKind.CPU)).isEqualTo(10);
    }

    @Test
    void clockThatWasAheadTakesNothingAlongWhenItIsPutBack() {
        meter.measured(SHED, NOW, 10, 50);
        meter.measured(SHED, NOW.plus(Duration.ofDays(2)), 99, 50);
        meter.close(STEP + 3 * LoadSeries.STEPS_PER_DAY);

        meter.measured(SHED, NOW.plus(LoadSeries.STEP), 20, 50);
        LoadSeries series = meter.close(STEP + 2).get(SHED);

        assertThat(series.size()).isEqualTo(2);
        assertThat(series.at(STEP, LoadKind.CPU)).isEqualTo(10);
        assertThat(series.at(STEP + 1, LoadKind.CPU)).isEqualTo(20);
    }

    @Test
    void nodeThatIsGoneIsForgotten() {
        meter.measured(SHED, NOW, 10, 50);
        assertThat(meter.close(STEP + LoadMeter.KEPT)).containsKey(SHED);
        assertThat(meter.close(STEP + LoadMeter.KEPT + 2)).isEmpty();
        assertThat(meter.series(SHED).isEmpty()).isTrue();
    }
}
