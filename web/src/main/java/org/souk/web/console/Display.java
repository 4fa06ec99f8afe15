package org.souk.web.console;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;

/** Quantities as people read them. English, UTC, and short enough for a table on a phone. */
final class Display {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] SIZES = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final String[] THOUSANDS = {"", " k", " M", " G", " T", " P", " E"};

    private Display() {}

    /** Credits with every digit that counts: {@code 1,234.5}. */
    static String money(Money amount) {
        return decimal(new BigDecimal(amount.toString()), "#,##0.######");
    }

    static String bytes(Bytes size) {
        return scaled(size.count(), 1024, SIZES);
    }

    static String fuel(Fuel fuel) {
        return fuel.units() < 1000 ? Long.toString(fuel.units()) : scaled(fuel.units(), 1000, THOUSANDS);
    }

    static String cores(MilliCpu cpu) {
        BigDecimal cores = BigDecimal.valueOf(cpu.value(), 3);
        return decimal(cores, "0.###") + (cpu.value() == MilliCpu.PER_CORE ? " core" : " cores");
    }

    static String percent(double value) {
        return Math.round(value) + " %";
    }

    static String time(Instant at) {
        return TIME.format(at);
    }

    static String ago(Instant at, Instant now) {
        Duration passed = Duration.between(at, now);
        return passed.toSeconds() < 1 ? "just now" : duration(passed) + " ago";
    }

    /** Its two largest units: {@code 350 ms}, {@code 4.2 s}, {@code 3 min 5 s}, {@code 2 d 4 h}. */
    static String duration(Duration length) {
        if (length.isNegative()) {
            return "0 ms";
        }
        long seconds = length.toSeconds();
        if (seconds < 1) {
            return length.toMillis() + " ms";
        }
        if (seconds < 10) {
            return decimal(BigDecimal.valueOf(length.toMillis() / 100, 1), "0.#") + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (length.toHours() < 1) {
            return two(length.toMinutes(), "min", length.toSecondsPart(), "s");
        }
        return length.toDays() < 1
                ? two(length.toHours(), "h", length.toMinutesPart(), "min")
                : two(length.toDays(), "d", length.toHoursPart(), "h");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        String first = large + " " + largeUnit;
        return small == 0 ? first : first + " " + small + " " + smallUnit;
    }

    private static String scaled(long value, int base, String[] units) {
        double scaled = value;
        int unit = 0;
        while (scaled >= base && unit < units.length - 1) {
            scaled /= base;
            unit++;
        }
        String number = decimal(BigDecimal.valueOf(scaled), scaled < 10 && unit > 0 ? "0.##" : "0.#");
        return base == 1024 ? number + " " + units[unit] : number + units[unit];
    }

    private static String decimal(BigDecimal value, String pattern) {
        return new DecimalFormat(pattern, DecimalFormatSymbols.getInstance(Locale.ROOT)).format(value);
    }
}
