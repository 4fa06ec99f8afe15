package org.souk.ml.expert;

import java.util.Arrays;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.window.LoadWindow;

/** What needs no training, and what every model has to beat. */
public enum Baseline implements PointForecast {
    /** The load stays what it is. */
    PERSISTENCE("persistence") {
        @Override
        public double[] forecast(LoadWindow window) {
            return constant(window.last());
        }
    },
    /** The load is what it was on average lately: Roberts, Technometrics 1(3), 1959. */
    EWMA("ewma") {
        @Override
        public double[] forecast(LoadWindow window) {
            double level = window.lag(LoadWindow.LAGS - 1);
            for (int back = LoadWindow.LAGS - 2; back >= 0; back--) {
                level += NEWEST * (window.lag(back) - level);
            }
            return constant(level);
        }
    },
    /** The load is what it was yesterday at the same time, or what it is now where that is not known. */
    SEASONAL_NAIVE("seasonalNaive") {
        @Override
        public double[] forecast(LoadWindow window) {
            double[] levels = new double[QuantileSeries.HORIZONS];
            for (int h = 1; h <= QuantileSeries.HORIZONS; h++) {
                double yesterday = window.sameTime(h, 1);
                levels[h - 1] = Double.isNaN(yesterday) ? window.last() : yesterday;
            }
            return levels;
        }
    };

    /** The share of the newest value. */
    private static final double NEWEST = 0.6;

    private final String label;

    Baseline(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    private static double[] constant(double level) {
        double[] levels = new double[QuantileSeries.HORIZONS];
        Arrays.fill(levels, level);
        return levels;
    }
}
