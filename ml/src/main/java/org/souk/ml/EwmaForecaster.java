package org.souk.ml;

import java.time.Duration;
import java.util.function.IntToDoubleFunction;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;

/**
 * Exponentially weighted moving average, with an upper bound from the likewise weighted deviation of its own one-step
 * errors. Old measurements fade by the time that has passed, so gaps and irregular heartbeats are no special case.
 *
 * <p>Roberts, "Control Chart Tests Based on Geometric Moving Averages", Technometrics 1(3), 1959.
 */
public final class EwmaForecaster implements LoadForecaster {
    private static final double HIGHEST = 100;
    /** The 95 % quantile of the normal distribution. */
    private static final double UPPER_DEVIATIONS = 1.645;

    private final double halfLifeSeconds;

    /** @param halfLife after which a measurement counts half, greater than zero */
    public EwmaForecaster(Duration halfLife) {
        if (halfLife.isZero() || halfLife.isNegative()) {
            throw new IllegalArgumentException("the half-life is greater than zero, not " + halfLife);
        }
        this.halfLifeSeconds = halfLife.toMillis() / 1000.0;
    }

    @Override
    public String name() {
        return "ewma";
    }

    @Override
    public LoadForecast forecast(LoadHistory history) {
        if (history.size() == 0) {
            return LoadForecast.UNKNOWN;
        }
        Level cpu = level(history, history::cpuPercent);
        Level ram = level(history, history::ramPercent);
        return new LoadForecast(cpu.mean, cpu.upper(), ram.mean, ram.upper(), name());
    }

    private Level level(LoadHistory history, IntToDoubleFunction series) {
        Level level = new Level(series.applyAsDouble(0));
        for (int i = 1; i < history.size(); i++) {
            double seconds = Duration.between(history.at(i - 1), history.at(i)).toMillis() / 1000.0;
            double kept = Math.pow(0.5, seconds / halfLifeSeconds);
            level.take(series.applyAsDouble(i), kept);
        }
        return level;
    }

    /** A mean and the mean square of the errors that it made. */
    private static final class Level {
        private double mean;
        private double squaredError;

        Level(double first) {
            mean = first;
        }

        void take(double value, double kept) {
            double error = value - mean;
            mean += (1 - kept) * error;
            squaredError = kept * squaredError + (1 - kept) * error * error;
        }

        double upper() {
            return Math.min(HIGHEST, mean + UPPER_DEVIATIONS * Math.sqrt(squaredError));
        }
    }
}
