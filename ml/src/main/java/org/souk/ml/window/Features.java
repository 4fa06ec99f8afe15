package org.souk.ml.window;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.QuantileSeries;

/**
 * Describes a window by numbers: recent values, calendar, trend, what is usual. Levels are told as differences from the
 * latest value, in percentage points, so that one model fits machines of any level.
 */
public final class Features {
    private static final int[] BACK = {1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 23};
    private static final int[] SPANS = {3, 6, 12, 24};
    private static final int[] OTHER_BACK = {1, 3, 6, 12};
    private static final int[] PERIODS = {12, 36, 72, 144};
    private static final int STEPS_PER_HOUR = 12;
    private static final int DAYS = 7;
    private static final double TURN = 2 * Math.PI;

    /** The names of {@link LoadWindow#common}, in its order. */
    public static final List<String> COMMON = commonNames();

    /** The names of {@link LoadWindow#ahead}, in its order. */
    public static final List<String> AHEAD = List.of(
            "yesterday",
            "yesterday-before",
            "yesterday-after",
            "day-before",
            "week-before",
            "days-median",
            "days-mean",
            "hour-before",
            "3h-before",
            "6h-before",
            "12h-before",
            "step-of-hour",
            "hour-sin",
            "hour-cos");

    private Features() {}

    /** What is the same for all horizons. */
    static double[] common(LoadWindow window) {
        double[] features = new double[COMMON.size()];
        double last = window.last();
        int i = 0;
        features[i++] = last;
        for (int back : BACK) {
            features[i++] = window.lag(back) - last;
        }
        for (int span : SPANS) {
            double[] values = new double[span];
            double sum = 0;
            for (int back = 0; back < span; back++) {
                values[back] = window.lag(back);
                sum += values[back];
            }
            Arrays.sort(values);
            features[i++] = sum / span - last;
            features[i++] = values[0] - last;
            features[i++] = values[span - 1] - last;
            features[i++] = values[span / 2] - last;
        }
        features[i++] = window.otherLag(0);
        for (int back : OTHER_BACK) {
            features[i++] = window.otherLag(back) - window.otherLag(0);
        }
        features[i++] = difference(window.sameTime(0, 1), last);
        SeasonalProfile habits = window.habits();
        features[i++] = habits.median() - last;
        features[i++] = habits.high() - last;
        features[i++] = habits.deviation();
        features[i++] = habits.change();
        double day = TURN * window.stepOfDay(0) / LoadSeries.STEPS_PER_DAY;
        features[i++] = Math.sin(day);
        features[i++] = Math.cos(day);
        double week = TURN * window.dayOfWeek(0) / DAYS;
        features[i++] = Math.sin(week);
        features[i++] = Math.cos(week);
        return features;
    }

    /** What belongs to one horizon, 1…{@link QuantileSeries#HORIZONS}. */
    static double[] ahead(LoadWindow window, int horizon) {
        double[] features = new double[AHEAD.size()];
        double last = window.last();
        int i = 0;
        features[i++] = difference(window.sameTime(horizon, 1), last);
        features[i++] = difference(window.sameTime(horizon - 1, 1), last);
        features[i++] = difference(window.sameTime(horizon + 1, 1), last);
        features[i++] = difference(window.sameTime(horizon, 2), last);
        features[i++] = difference(window.sameTime(horizon, DAYS), last);
        double[] days = days(window, horizon);
        features[i++] = days.length == 0 ? 0 : days[days.length / 2] - last;
        features[i++] = days.length == 0 ? 0 : Arrays.stream(days).sum() / days.length - last;
        for (int period : PERIODS) {
            features[i++] = difference(window.past(window.origin() + horizon - period), last);
        }
        int stepOfHour = window.stepOfDay(horizon) % STEPS_PER_HOUR;
        features[i++] = stepOfHour;
        features[i++] = Math.sin(TURN * stepOfHour / STEPS_PER_HOUR);
        features[i++] = Math.cos(TURN * stepOfHour / STEPS_PER_HOUR);
        return features;
    }

    /** The values at the same time of the last seven days, as far as they are known, in ascending order. */
    public static double[] days(LoadWindow window, int horizon) {
        double[] values = new double[DAYS];
        int count = 0;
        for (int day = 1; day <= DAYS; day++) {
            double value = window.sameTime(horizon, day);
            if (!Double.isNaN(value)) {
                values[count++] = value;
            }
        }
        double[] known = Arrays.copyOf(values, count);
        Arrays.sort(known);
        return known;
    }

    /** What is not known is taken to be no change. */
    private static double difference(double value, double last) {
        return Double.isNaN(value) ? 0 : value - last;
    }

    private static List<String> commonNames() {
        List<String> names = new ArrayList<>(List.of("last"));
        for (int back : BACK) {
            names.add("lag-" + back);
        }
        for (int span : SPANS) {
            names.addAll(List.of("mean-" + span, "least-" + span, "most-" + span, "median-" + span));
        }
        names.add("other");
        for (int back : OTHER_BACK) {
            names.add("other-lag-" + back);
        }
        names.addAll(List.of("yesterday-now", "usual", "high", "deviation", "change"));
        names.addAll(List.of("day-sin", "day-cos", "week-sin", "week-cos"));
        return List.copyOf(names);
    }
}
