package org.souk.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.Accuracy;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.Quantiles;

class LoadChartTest {
    private static final long END = 6_000_000;
    private static final Instant NOW = LoadSeries.startOf(END).plusSeconds(60);

    private static NodeOutlook outlook(LoadSeries history, Optional<QuantileSeries> cpu) {
        return new NodeOutlook(
                new NodeId("shed"),
                history,
                cpu.map(course -> new Outlook(END - 1, course, Optional.empty())),
                Optional.of(new NodeOutlook.Model("0f3a5c7e9b1d", NOW.minusSeconds(7200))),
                (kind, steps) -> kind == LoadKind.CPU && steps == 1 ? new Accuracy(40, 2.5, 3.25, 0.9) : Accuracy.NONE);
    }

    private static QuantileSeries always(double lower, double median, double upper) {
        return new QuantileSeries(
                Collections.nCopies(QuantileSeries.HORIZONS, new Quantiles(lower, median, upper)), "lstm");
    }

    private static LoadSeries lastSteps(float... cpu) {
        return LoadSeries.of(END - cpu.length, cpu, new float[cpu.length]);
    }

    @Test
    void penIsLiftedWhereNothingWasMeasured() {
        LoadChart chart = LoadChart.of(outlook(lastSteps(25, 25, Float.NaN, 50), Optional.empty()), LoadKind.CPU, END);

        // The scale ends at 50 %; the last step's middle lies half of 1 / 288 before the right edge.
        assertThat(chart.scale()).containsExactly("50 %", "25 %", "0");
        assertThat(chart.past()).isEqualTo("M98.78 50.00L99.13 50.00M99.83 0.00h0.1");
        assertThat(chart.isForecast()).isFalse();
        assertThat(chart.summary()).isEqualTo("Now 50 %; no forecast yet.");
    }

    @Test
    void forecastBeginsWhereTheLoadIs() {
        LoadChart chart = LoadChart.of(outlook(lastSteps(20), Optional.of(always(10, 30, 60))), LoadKind.CPU, END);

        assertThat(chart.scale()).startsWith("100 %");
        assertThat(chart.median()).startsWith("M0.00 80.00L8.33 70.00").endsWith("L100.00 70.00");
        assertThat(chart.interval()).startsWith("M0.00 80.00L8.33 40.00").endsWith("L8.33 90.00Z");
        assertThat(chart.summary()).isEqualTo("Now 20 %; in an hour 30 %, in nine of ten cases from 10 % to 60 %.");
    }

    @Test
    void nodeThatWasNeverMeasuredHasAnEmptyChart() {
        LoadChart chart = LoadChart.of(outlook(LoadSeries.EMPTY, Optional.empty()), LoadKind.RAM, END);

        assertThat(chart.past()).isEmpty();
        assertThat(chart.scale()).startsWith("10 %");
        assertThat(chart.summary()).isEqualTo("Not measured in the last day.");
    }

    @Test
    void errorsAreToldBesideThoseOfPersistence() {
        NodeForecast forecast = NodeForecast.of(outlook(lastSteps(20), Optional.of(always(10, 30, 60))), NOW);

        assertThat(forecast.facts())
                .contains(
                        new Fact("CPU champion", "lstm", ""),
                        new Fact(
                                "CPU, 5 min ahead",
                                "off by 2.50 %, persistence by 3.25 %",
                                "90 % of 40 came to lie in the interval"),
                        new Fact("CPU, 30 min ahead", "Nothing compared yet", ""),
                        new Fact("RAM champion", "None", ""),
                        new Fact("Model", "0f3a5c7e9b1d", "trained 2 h ago"));
    }
}
