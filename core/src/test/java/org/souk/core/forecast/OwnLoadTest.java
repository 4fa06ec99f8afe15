package org.souk.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnLoadTest {
    private static final LoadForecast PRESENT = new LoadForecast(30, 50, 40, 45, "ewma");

    /** Its upper bound rises by five percentage points a step, from 15 on. */
    private static Course rising() {
        List<Quantiles> ahead = new ArrayList<>();
        for (int step = 1; step <= Course.HORIZONS; step++) {
            ahead.add(new Quantiles(0, 5, 10 + 5 * step));
        }
        return new Course(ahead, "lstm");
    }

    private static OwnLoad with(LoadForecast present) {
        return new OwnLoad(present, Optional.of(new Outlook(7, rising(), Optional.empty())));
    }

    @Test
    void withoutAnOutlookThePresentIsAllThatIsKnown() {
        assertThat(OwnLoad.of(PRESENT).within(Course.HORIZONS)).isEqualTo(PRESENT);
    }

    @Test
    void whatTakesLongerMeetsMoreOfTheOutlook() {
        OwnLoad load = with(LoadForecast.UNKNOWN);

        assertThat(load.within(1).upperCpuPercent()).isEqualTo(15);
        assertThat(load.within(6).upperCpuPercent()).isEqualTo(40);
        assertThat(load.within(6).model()).isEqualTo("lstm");
    }

    @Test
    void stepsThatAreOverDoNotCount() {
        Outlook made = new Outlook(7, rising(), Optional.empty());
        OwnLoad twoLater = OwnLoad.at(LoadSeries.startOf(10), LoadForecast.UNKNOWN, Optional.of(made));

        // Of steps 8, 9, 10 … the first two are over; the third has 10 + 5 × 3.
        assertThat(twoLater.within(1).upperCpuPercent()).isEqualTo(25);
        assertThat(twoLater.within(Course.HORIZONS).upperCpuPercent()).isEqualTo(70);
        assertThat(OwnLoad.at(LoadSeries.startOf(20), PRESENT, Optional.of(made)))
                .isEqualTo(OwnLoad.of(PRESENT));
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
        assertThat(OwnLoad.horizon(Duration.ZERO)).isEqualTo(1);
        assertThat(OwnLoad.horizon(Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(OwnLoad.horizon(Duration.ofMinutes(5))).isEqualTo(2);
        assertThat(OwnLoad.horizon(Duration.ofMinutes(6))).isEqualTo(3);
        assertThat(OwnLoad.horizon(Duration.ofDays(3))).isEqualTo(Course.HORIZONS);
    }
}
