package org.souk.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AmountsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "512, 512",
        "1k, 1024",
        "512M, 536870912",
        "1.5G, 1610612736",
        "4GiB, 4294967296",
        "2 TB, 2199023255552"
    })
    void sizesAreReadInPowersOf1024(String text, long bytes) {
        assertThat(Amounts.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "3X", "M", "1e9", "999999999999999T", "1,5G"})
    void otherSizesAreRefused(String text) {
        assertThatThrownBy(() -> Amounts.bytes(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + text + "'");
    }

    @Test
    void durationsAreRead() {
        assertThat(Amounts.duration("90s")).isEqualTo(Duration.ofSeconds(90));
        assertThat(Amounts.duration("30m")).isEqualTo(Duration.ofMinutes(30));
        assertThat(Amounts.duration("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Amounts.duration("1d")).isEqualTo(Duration.ofDays(1));
        assertThat(Amounts.duration("250ms")).isEqualTo(Duration.ofMillis(250));
        assertThatThrownBy(() -> Amounts.duration("30")).hasMessageContaining("write for example 90s");
    }

    @Test
    void creditsAreExact() {
        assertThat(Amounts.micros("2")).isEqualTo(2_000_000);
        assertThat(Amounts.micros("0.000001")).isEqualTo(1);
        assertThat(Amounts.micros("1.50")).isEqualTo(1_500_000);
        assertThatThrownBy(() -> Amounts.micros("0.0000001")).hasMessageContaining("not an amount");
        assertThatThrownBy(() -> Amounts.micros("-1")).hasMessageContaining("not an amount");
    }

    @Property(tries = 200)
    void printedCreditsAreReadAgain(@ForAll @LongRange(max = 1_000_000_000_000_000L) long micros) {
        assertThat(Amounts.micros(Amounts.ofMicros(micros))).isEqualTo(micros);
    }

    @Test
    void coresAreReadInThousandths() {
        assertThat(Amounts.cpuMillis("2")).isEqualTo(2000);
        assertThat(Amounts.cpuMillis("0.5")).isEqualTo(500);
        assertThat(Amounts.cpuMillis("250m")).isEqualTo(250);
        assertThatThrownBy(() -> Amounts.cpuMillis("two")).hasMessageContaining("'two' is not a number of cores");
    }

    @Test
    void momentsAreAbsoluteOrFromNow() {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(Amounts.moment("30m", now)).isEqualTo("2026-11-22T12:30:00Z");
        assertThat(Amounts.moment("2026-12-31T18:00:00+01:00", now)).isEqualTo("2026-12-31T17:00:00Z");
        assertThatThrownBy(() -> Amounts.moment("tomorrow", now)).hasMessageContaining("'tomorrow' is not a time");
    }

    @Test
    void amountsAreShownForPeople() {
        assertThat(Amounts.ofBytes(512)).isEqualTo("512 B");
        assertThat(Amounts.ofBytes(1536L << 20)).isEqualTo("1.5 GiB");
        assertThat(Amounts.ofMicros(-1_500_000)).isEqualTo("-1.50");
        assertThat(Amounts.ofFuel(999_999)).isEqualTo("999999");
        assertThat(Amounts.ofFuel(2_500_000_000L)).isEqualTo("2.50 G");
        assertThat(Amounts.ofMillis(61_000)).isEqualTo("1 min 1 s");
        assertThat(Amounts.ofCores(1500)).isEqualTo("1.5");
    }
}
