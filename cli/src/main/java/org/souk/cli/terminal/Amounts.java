package org.souk.cli.terminal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes, times and money as people write them. */
public final class Amounts {
    private static final Pattern SIZE =
            Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*([KMGT]?)(?:i?B)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern TIME = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Pattern CREDITS = Pattern.compile("\\d{1,12}(\\.\\d{1,6})?");
    private static final Pattern CORES = Pattern.compile("(\\d{1,4}(?:\\.\\d{1,3})?)|(\\d{1,7})m");
    private static final String UNITS = "KMGT";

    private Amounts() {}

    /** @throws IllegalArgumentException saying how a size is written */
    public static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a size; write for example 512M, 4G or 1.5G");
        }
        String unit = matcher.group(2).toUpperCase(Locale.ROOT);
        int power = unit.isEmpty() ? 0 : UNITS.indexOf(unit) + 1;
        BigDecimal bytes = new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(1L << (10 * power)));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("'" + text + "' is too large");
        }
        return bytes.setScale(0, RoundingMode.CEILING).longValueExact();
    }

    /** @throws IllegalArgumentException saying how a duration is written */
    public static Duration duration(String text) {
        Matcher matcher = TIME.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write for example 90s, 30m, 2h or 1d");
        }
        long count = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** @throws IllegalArgumentException saying how credits are written */
    public static long micros(String credits) {
        if (!CREDITS.matcher(credits.strip()).matches()) {
            throw new IllegalArgumentException(
                    "'" + credits + "' is not an amount of credits; write for example 2 or 0.000150");
        }
        return new BigDecimal(credits.strip()).movePointRight(6).longValueExact();
    }

    /** Thousandths of a core. @throws IllegalArgumentException saying how cores are written */
    public static int cpuMillis(String cores) {
        Matcher matcher = CORES.matcher(cores.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + cores + "' is not a number of cores; write for example 2, 0.5 or 250m");
        }
        return matcher.group(1) != null
                ? new BigDecimal(matcher.group(1)).movePointRight(3).intValueExact()
                : Integer.parseInt(matcher.group(2));
    }

    /** A moment: ISO 8601, or so long from now. @throws IllegalArgumentException saying how it is written */
    public static Instant moment(String text, Instant now) {
        if (TIME.matcher(text.strip()).matches()) {
            return now.plus(duration(text));
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a time; write for example 30m or 2026-12-31T18:00:00Z", e);
        }
    }

    public static String ofBytes(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int power = Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        BigDecimal value =
                BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1L << (10 * power)), 1, RoundingMode.HALF_UP);
        return value.stripTrailingZeros().toPlainString() + " " + UNITS.charAt(power - 1) + "iB";
    }

    public static String ofMicros(long micros) {
        BigDecimal credits = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return (credits.scale() < 2 ? credits.setScale(2, RoundingMode.UNNECESSARY) : credits).toPlainString();
    }

    public static String ofFuel(long fuel) {
        if (fuel < 1_000_000) {
            return Long.toString(fuel);
        }
        return fuel < 1_000_000_000
                ? String.format(Locale.ROOT, "%.1f M", fuel / 1e6)
                : String.format(Locale.ROOT, "%.2f G", fuel / 1e9);
    }

    public static String ofMillis(long millis) {
        if (millis < 1000) {
            return millis + " ms";
        }
        Duration time = Duration.ofMillis(millis);
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1e3);
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }

    public static String ofCores(int cpuMillis) {
        return BigDecimal.valueOf(cpuMillis, 3).stripTrailingZeros().toPlainString();
    }

    /** A size in bytes. */
    public static final class Size implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return converted(() -> bytes(text));
        }
    }

    /** Credits in micro-credits. */
    public static final class Credits implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            return converted(() -> micros(text));
        }
    }

    /** Thousandths of a core. */
    public static final class Cores implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            return converted(() -> cpuMillis(text));
        }
    }

    /** A duration. */
    public static final class Time implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return converted(() -> duration(text));
        }
    }

    private static <T> T converted(java.util.function.Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
