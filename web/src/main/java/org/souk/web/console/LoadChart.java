package org.souk.web.console;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.Quantiles;

/**
 * One kind of a machine's own load, as two drawings side by side on canvases of 100 × 100: the last day, and the next hour
 * on a scale of its own, or it would be a hair's breadth.
 *
 * @param title what it is
 * @param scale the labels of the vertical axis from top to bottom
 * @param past the path of what was measured; empty when nothing was
 * @param interval the outline of where the load will be in nine of ten cases; empty without a forecast
 * @param median the path of what is expected; likewise
 * @param summary the same in words
 */
public record LoadChart(String title, List<String> scale, String past, String interval, String median, String summary) {
    private static final double CANVAS = 100;
    private static final int[] TOPS = {10, 20, 50};

    /** @param end the first step that has not ended yet */
    static LoadChart of(NodeOutlook outlook, LoadKind kind, long end) {
        LoadSeries history = outlook.history();
        Optional<QuantileSeries> course = outlook.course(kind);
        int top = top(history, kind, course);
        double present = last(history, kind);
        return new LoadChart(
                kind == LoadKind.CPU ? "CPU" : "RAM",
                List.of(top + " %", top / 2 + " %", "0"),
                past(history, kind, end, top),
                course.map(ahead -> interval(ahead, present, top)).orElse(""),
                course.map(ahead -> median(ahead, present, top)).orElse(""),
                summary(present, course));
    }

    public boolean isForecast() {
        return !median.isEmpty();
    }

    /** The smallest round number below which all lies. */
    private static int top(LoadSeries history, LoadKind kind, Optional<QuantileSeries> course) {
        double highest =
                course.map(ahead -> ahead.upperWithin(QuantileSeries.HORIZONS)).orElse(0.0);
        for (long step = history.firstStep(); step < history.endStep(); step++) {
            // A missing value is no number, and not larger than any.
            highest = history.at(step, kind) > highest ? history.at(step, kind) : highest;
        }
        for (int top : TOPS) {
            if (highest <= top) {
                return top;
            }
        }
        return (int) CANVAS;
    }

    private static double last(LoadSeries history, LoadKind kind) {
        for (long step = history.endStep() - 1; step >= history.firstStep(); step--) {
            if (history.isKnown(step, kind)) {
                return history.at(step, kind);
            }
        }
        return LoadSeries.MISSING;
    }

    /** Where nothing was measured the pen is lifted. */
    private static String past(LoadSeries history, LoadKind kind, long end, int top) {
        StringBuilder path = new StringBuilder();
        boolean down = false;
        for (long step = end - LoadSeries.STEPS_PER_DAY; step < end; step++) {
            if (history.isKnown(step, kind)) {
                double x = CANVAS * (1 - (end - step - 0.5) / LoadSeries.STEPS_PER_DAY);
                path.append(down ? "L" : "M").append(point(x, history.at(step, kind), top));
                // A dot for what stands alone.
                path.append(down || history.isKnown(step + 1, kind) ? "" : "h0.1");
            }
            down = history.isKnown(step, kind);
        }
        return path.toString();
    }

    private static String median(QuantileSeries course, double present, int top) {
        StringBuilder path = new StringBuilder("M").append(point(0, present, top));
        for (int horizon = 1; horizon <= QuantileSeries.HORIZONS; horizon++) {
            path.append("L").append(point(x(horizon), course.at(horizon).median(), top));
        }
        return path.toString();
    }

    private static String interval(QuantileSeries course, double present, int top) {
        StringBuilder path = new StringBuilder("M").append(point(0, present, top));
        for (int horizon = 1; horizon <= QuantileSeries.HORIZONS; horizon++) {
            path.append("L").append(point(x(horizon), course.at(horizon).upper(), top));
        }
        for (int horizon = QuantileSeries.HORIZONS; horizon >= 1; horizon--) {
            path.append("L").append(point(x(horizon), course.at(horizon).lower(), top));
        }
        return path.append("Z").toString();
    }

    private static double x(int horizon) {
        return CANVAS * horizon / QuantileSeries.HORIZONS;
    }

    private static String point(double x, double percent, int top) {
        double y = CANVAS - Math.max(0, Math.min(CANVAS, CANVAS * percent / top));
        return String.format(Locale.ROOT, "%.2f %.2f", x, y);
    }

    private static String summary(double present, Optional<QuantileSeries> course) {
        if (Double.isNaN(present)) {
            return "Not measured in the last day.";
        }
        String now = "Now " + Display.percent(present);
        return course.map(ahead -> {
                    Quantiles hour = ahead.at(QuantileSeries.HORIZONS);
                    return now + "; in an hour " + Display.percent(hour.median()) + ", in nine of ten cases from "
                            + Display.percent(hour.lower()) + " to " + Display.percent(hour.upper()) + ".";
                })
                .orElse(now + "; no forecast yet.");
    }
}
