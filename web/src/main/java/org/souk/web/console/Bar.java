package org.souk.web.console;

import java.util.Locale;

/**
 * A bar on a scale of 0 to 100.
 *
 * @param label what it measures
 * @param text the amounts in words, also for those who cannot see the bar
 * @param first the length of the first part, 0…100
 * @param second the length of the part that follows it
 */
public record Bar(String label, String text, double first, double second) {
    public Bar {
        first = Math.max(0, Math.min(100, first));
        second = Math.max(0, Math.min(100 - first, second));
    }

    static Bar share(String label, String text, long part, long whole) {
        return new Bar(label, text, whole == 0 ? 0 : 100.0 * part / whole, 0);
    }

    /** The widths as SVG wants them. */
    public String firstWidth() {
        return number(first);
    }

    public String secondWidth() {
        return number(second);
    }

    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
