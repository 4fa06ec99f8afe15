package org.souk.lab.forecast;

/** Figures as they are published. */
final class Figures {
    private static final double DIGITS = 10_000;

    private Figures() {}

    /** To four digits; what is no number (nothing was counted) becomes 0. */
    static double rounded(double figure) {
        return Double.isFinite(figure) ? Math.round(figure * DIGITS) / DIGITS : 0;
    }
}
