package org.souk.web.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;

class DisplayTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void moneyKeepsEveryDigitThatCounts() {
        assertThat(Display.money(Money.parse("1234567.5"))).isEqualTo("1,234,567.5");
        assertThat(Display.money(Money.ofMicros(1))).isEqualTo("0.000001");
        assertThat(Display.money(Money.parse("-1000"))).isEqualTo("-1,000");
        assertThat(Display.money(Money.ZERO)).isEqualTo("0");
    }

    @Test
    void sizesAndFuelAreScaled() {
        assertThat(Display.bytes(new Bytes(1023))).isEqualTo("1023 B");
        assertThat(Display.bytes(Bytes.ofMebibytes(1536))).isEqualTo("1.5 GiB");
        assertThat(Display.fuel(new Fuel(999))).isEqualTo("999");
        assertThat(Display.fuel(new Fuel(6_612_345_678L))).isEqualTo("6.61 G");
        assertThat(Display.cores(new MilliCpu(1000))).isEqualTo("1 core");
        assertThat(Display.cores(new MilliCpu(1500))).isEqualTo("1.5 cores");
    }

    @Test
    void durationsShowTheirTwoLargestUnits() {
        assertThat(Display.duration(Duration.ofMillis(350))).isEqualTo("350 ms");
        assertThat(Display.duration(Duration.ofMillis(4230))).isEqualTo("4.2 s");
        assertThat(Display.duration(Duration.ofSeconds(185))).isEqualTo("3 min 5 s");
        assertThat(Display.duration(Duration.ofHours(52))).isEqualTo("2 d 4 h");
        assertThat(Display.ago(NOW, NOW.plusMillis(300))).isEqualTo("just now");
        assertThat(Display.time(NOW)).isEqualTo("2026-11-22 12:00:00 UTC");
    }

    @Test
    void barsNeverExceedTheirScale() {
        Bar bar = new Bar("CPU", "", 80, 50);
        assertThat(bar.firstWidth()).isEqualTo("80.0");
        assertThat(bar.secondWidth()).isEqualTo("20.0");
        assertThat(Bar.share("RAM", "", 3, 0).first()).isZero();
        assertThat(Bar.share("RAM", "", 3, 2).first()).isEqualTo(100);
    }

    @Test
    void sparklineDrawsTheLastTenMinutes() {
        LoadHistory history =
                LoadHistory.EMPTY.plus(NOW.minusSeconds(3600), 90, 0).plus(NOW.minusSeconds(300), 25, 0);
        assertThat(Sparkline.points(history, NOW)).isEmpty();
        // 300 s of 600 s ago is the middle; 25 % is a quarter from the bottom, and y grows downwards.
        assertThat(Sparkline.points(history.plus(NOW, 50, 0), NOW)).isEqualTo("50.0,75.0 100.0,50.0");
    }

    @Test
    void ruleNamesBecomeWords() {
        assertThat(TaskDetail.words("LeavesOwnerRoom")).isEqualTo("Leaves owner room");
    }
}
