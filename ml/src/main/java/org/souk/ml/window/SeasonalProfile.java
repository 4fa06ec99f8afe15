package org.souk.ml.window;

import java.util.Arrays;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;

/**
 * What is usual for a node, from one in seven steps of the last eight days: enough to tell machines apart, and cheap.
 *
 * @param median in percent
 * @param high nine in ten values are below it
 * @param deviation the standard deviation
 * @param change the mean absolute change from step to step
 */
public record SeasonalProfile(double median, double high, double deviation, double change) {
    private static final int DAYS = 8;
    /** Has no factor in common with the steps of an hour, so that every minute of the hour has its turn. */
    private static final int STRIDE = 7;

    /** @param ifUnknown is taken for usual as long as nothing else is known */
    static SeasonalProfile of(LoadSeries series, long origin, LoadKind kind, double ifUnknown) {
        int most = DAYS * LoadSeries.STEPS_PER_DAY / STRIDE;
        double[] values = new double[most];
        int count = 0;
        double sum = 0;
        double squares = 0;
        double changes = 0;
        int pairs = 0;
        long first = Math.max(series.firstStep(), origin - (long) most * STRIDE + 1);
        for (long step = origin; step >= first && count < most; step -= STRIDE) {
            double value = series.at(step, kind);
            if (Double.isNaN(value)) {
                continue;
            }
            values[count++] = value;
            sum += value;
            squares += value * value;
            double before = series.at(step - 1, kind);
            if (!Double.isNaN(before)) {
                changes += Math.abs(value - before);
                pairs++;
            }
        }
        if (count == 0) {
            return new SeasonalProfile(ifUnknown, ifUnknown, 0, 0);
        }
        Arrays.sort(values, 0, count);
        double mean = sum / count;
        return new SeasonalProfile(
                values[count / 2],
                values[count * 9 / 10],
                Math.sqrt(Math.max(0, squares / count - mean * mean)),
                pairs == 0 ? 0 : changes / pairs);
    }
}
