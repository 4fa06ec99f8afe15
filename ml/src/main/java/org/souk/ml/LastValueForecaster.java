package org.souk.ml;

import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;

/**
 * Persistence: the load stays what it is. Its upper bound is the largest value of the latest measurements.
 *
 * <p>The baseline that any other forecaster has to beat.
 */
public final class LastValueForecaster implements LoadForecaster {
    private static final int WINDOW = 12;

    @Override
    public String name() {
        return "persistence";
    }

    @Override
    public LoadForecast forecast(LoadHistory history) {
        int size = history.size();
        if (size == 0) {
            return LoadForecast.UNKNOWN;
        }
        double upperCpu = 0;
        double upperRam = 0;
        for (int i = Math.max(0, size - WINDOW); i < size; i++) {
            upperCpu = Math.max(upperCpu, history.cpuPercent(i));
            upperRam = Math.max(upperRam, history.ramPercent(i));
        }
        return new LoadForecast(history.cpuPercent(size - 1), upperCpu, history.ramPercent(size - 1), upperRam, name());
    }
}
