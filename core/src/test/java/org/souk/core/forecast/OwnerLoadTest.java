package org.souk.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerLoadTest {
    private static final LoadForecast PRESENT = new LoadForecast(30, 50, 40, 45, "ewma");

    /** Its upper bound rises by five percentage points a step, from 15 on. */
    private static QuantileSeries rising() {
        List<Quantiles> ahead = new ArrayList<>();
        for (int step = 1; step <= QuantileSeries.HORIZONS; step++) {
            ahead.add(new Quantiles(0, 5, 10 + 5 * step));
        }
        return new QuantileSeries(ahead, "lstm");
    }

    private static OwnerLoad with(LoadForecast present) {
        return new OwnerLoad(present, Optional.of(new Outlook(7, rising(), Optional.empty())));
    }

    @Test
    void withoutAnOutlookThePresentIsAllThatIsKnown() {
        assertThat(OwnerLoad.of(PRESENT).within(QuantileSeries.HORIZONS)).isEqualTo(PRESENT);
    }

    @Test
    void whatTakesLongerMeetsMoreOfTheOutlook() {
        OwnerLoad load = with(LoadForecast.UNKNOWN);

        assertThat(load.within(1).upperCpuPercent()).isEqualTo(15);
        assertThat(load.within(6).upperCpuPercent()).isEqualTo(40);
        assertThat(load.within(6).model()).isEqualTo("lstm");
    }

    @Test
    void stepsThatAreOverDoNotCount() {
        Outlook made = new Outlook(7, rising(), Optional.empty());
        OwnerLoad twoLater = OwnerLoad.at(LoadSeries.startOf(10), LoadForecast.UNKNOWN, Optional.of(made));

        // Of steps 8, 9, 10 … the first two are over; the third has 10 + 5 × 3.
        assertThat(twoLater.within(1).upperCpuPercent()).isEqualTo(25);
        assertThat(twoLater.within(QuantileSeries.HORIZONS).upperCpuPercent()).isEqualTo(70);
        assertThat(OwnerLoad.at(LoadSeries.startOf(20), PRESENT, Optional.of(made)))
                .isEqualTo(OwnerLoad.of(PRESENT));
    }

    @Test
    void presentLoadIsTheLeastThatIsReckonedWith() {
        LoadForecast soon = with(PRESENT).within(1);

        assertThat(soon.cpuPercent()).isEqualTo(30);
        assertThat(soon.upperCpuPercent()).isEqualTo(30);
    }

    @Test
    void ramIsBoundedByThePresentWhereNoOutlookOnItIsKnown() {
        assertThat(with(PRESENT).within(1).upperRamPercent()).isEqualTo(45);
    }

    @Test
    void horizonsCountTheStepsThatATimeTouches() {
        assertThat(OwnerLoad.horizon(Duration.ZERO)).isEqualTo(1);
        assertThat(OwnerLoad.horizon(Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(OwnerLoad.horizon(Duration.ofMinutes(5))).isEqualTo(2);
        assertThat(OwnerLoad.horizon(Duration.ofMinutes(6))).isEqualTo(3);
        assertThat(OwnerLoad.horizon(Duration.ofDays(3))).isEqualTo(QuantileSeries.HORIZONS);
    }
}
