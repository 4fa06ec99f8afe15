package org.souk.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;

class ForecastAccuracyTest {
    private static final NodeId SHED = new NodeId("shed");
    private static final NodeId ATTIC = new NodeId("attic");
    private static final long STEP = 6_000_000;

    private final ForecastAccuracy hindsight = new ForecastAccuracy();

    private static Map<NodeId, LoadSeries> loads(NodeId node, float... cpu) {
        float[] ram = new float[cpu.length];
        return Map.of(node, LoadSeries.of(STEP, cpu, ram));
    }

    private static Map<NodeId, Outlook> says(NodeId node, long step, double lower, double median, double upper) {
        QuantileSeries course = new QuantileSeries(
                Collections.nCopies(QuantileSeries.HORIZONS, new Quantiles(lower, median, upper)), "lstm");
        return Map.of(node, new Outlook(step, course, Optional.empty()));
    }

    @Test
    void errorIsThatOfTheMedianAndPersistencesIsBesideIt() {
        hindsight.turn(STEP, loads(SHED, 10), says(SHED, STEP, 12, 18, 25));
        hindsight.turn(STEP + 1, loads(SHED, 10, 20), Map.of());

        Accuracy accuracy = hindsight.of(SHED, LoadKind.CPU, 1);
        assertThat(accuracy.compared()).isEqualTo(1);
        assertThat(accuracy.error()).isEqualTo(2);
        assertThat(accuracy.persistence()).isEqualTo(10);
        assertThat(accuracy.coverage()).isEqualTo(1);
        assertThat(hindsight.of(SHED, LoadKind.RAM, 1)).isEqualTo(Accuracy.NONE);
        assertThat(hindsight.of(SHED, LoadKind.CPU, 6)).isEqualTo(Accuracy.NONE);
    }

    @Test
    void stepsThatWereLeftOutAreComparedLater() {
        hindsight.turn(STEP, loads(SHED, 10), says(SHED, STEP, 12, 18, 25));
        hindsight.turn(STEP + 8, loads(SHED, 10, 20, 0, 0, 0, 0, 40, 0, 0), Map.of());

        assertThat(hindsight.of(SHED, LoadKind.CPU, 1).error()).isEqualTo(2);
        assertThat(hindsight.of(SHED, LoadKind.CPU, 6).error()).isEqualTo(22);
        assertThat(hindsight.of(SHED, LoadKind.CPU, 6).coverage()).isZero();
    }

    @Test
    void whatWasNotMeasuredIsNotCompared() {
        hindsight.turn(STEP, loads(SHED, 10), says(SHED, STEP, 12, 18, 25));
        hindsight.turn(STEP + 1, loads(SHED, 10, Float.NaN), says(SHED, STEP + 1, 12, 18, 25));
        hindsight.turn(STEP + 2, loads(SHED, 10, Float.NaN, 20), Map.of());

        assertThat(hindsight.of(SHED, LoadKind.CPU, 1)).isEqualTo(Accuracy.NONE);
    }

    @Test
    void comparisonOfADayAgoCountsHalf() {
        hindsight.turn(STEP, loads(SHED, 10), says(SHED, STEP, 0, 10, 100));
        hindsight.turn(STEP + 1, loads(SHED, 10, 40), Map.of());
        float[] still = new float[LoadSeries.STEPS_PER_DAY];
        for (long step = STEP + 2; step < STEP + LoadSeries.STEPS_PER_DAY; step++) {
            hindsight.turn(step, loads(SHED, still), Map.of());
        }
        long last = STEP + LoadSeries.STEPS_PER_DAY - 1;
        hindsight.turn(last + 1, loads(SHED, still), says(SHED, last, 0, 0, 100));
        assertThat(hindsight.of(SHED, LoadKind.CPU, 1).error()).isCloseTo(30, within(1e-9));
        float[] more = new float[LoadSeries.STEPS_PER_DAY + 3];
        hindsight.turn(last + 2, loads(SHED, more), says(SHED, last + 2, 0, 0, 100));
        hindsight.turn(last + 3, loads(SHED, more), Map.of());

        // An error of 30 that is a day old and one of 0: 30 * 0.5 / (0.5 + 1).
        assertThat(hindsight.of(SHED, LoadKind.CPU, 1).error()).isCloseTo(10, within(0.1));
    }

    @Test
    void nodeThatIsForgottenStaysInWhatIsKnownOfAll() {
        hindsight.turn(STEP, loads(SHED, 10), says(SHED, STEP, 12, 18, 25));
        hindsight.turn(STEP + 1, loads(SHED, 10, 20), says(SHED, STEP + 1, 12, 18, 25));
        hindsight.turn(STEP + 2, loads(ATTIC, 10, 20, 30), Map.of());

        assertThat(hindsight.of(SHED, LoadKind.CPU, 1)).isEqualTo(Accuracy.NONE);
        assertThat(hindsight.overall(LoadKind.CPU, 1).compared()).isEqualTo(1);
    }
}
