package org.souk.ml.expert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.QuantileSeries;
import org.souk.ml.window.LoadWindow;

/**
 * Windows of one kind of load, drawn at random from all nodes' histories, and what came after them.
 *
 * @param windows every one with a measured origin and at least one measured step ahead
 * @param came for each window what was measured ahead, {@link LoadSeries#MISSING} where nothing was
 */
public record TrainingSet(List<LoadWindow> windows, double[][] came) {
    /**
     * Draws windows.
     *
     * @param from the first step that may be in a window's lags
     * @param before no step ahead of a window is this one or later
     * @param most at most so many
     */
    public static TrainingSet draw(
            Collection<LoadSeries> histories,
            LoadKind kind,
            long from,
            long before,
            int most,
            SplittableRandom random) {
        List<long[]> places = new ArrayList<>();
        List<LoadSeries> all = List.copyOf(histories);
        long seen = 0;
        for (int s = 0; s < all.size(); s++) {
            LoadSeries series = all.get(s);
            long first = Math.max(from, series.firstStep()) + LoadWindow.LAGS - 1;
            long end = Math.min(before, series.endStep()) - QuantileSeries.HORIZONS;
            for (long origin = first; origin < end; origin++) {
                if (!series.isKnown(origin, kind) || !anyKnown(series, origin, kind)) {
                    continue;
                }
                // Reservoir sampling: Vitter, "Random Sampling with a Reservoir", ACM TOMS 11(1), 1985.
                seen++;
                if (places.size() < most) {
                    places.add(new long[] {s, origin});
                } else {
                    long slot = random.nextLong(seen);
                    if (slot < most) {
                        places.set((int) slot, new long[] {s, origin});
                    }
                }
            }
        }
        List<LoadWindow> windows = new ArrayList<>(places.size());
        double[][] came = new double[places.size()][];
        for (int i = 0; i < came.length; i++) {
            LoadSeries series = all.get((int) places.get(i)[0]);
            long origin = places.get(i)[1];
            windows.add(LoadWindow.at(series, origin, kind));
            came[i] = LoadWindow.actual(series, origin, kind);
        }
        return new TrainingSet(List.copyOf(windows), came);
    }

    public int size() {
        return windows.size();
    }

    private static boolean anyKnown(LoadSeries series, long origin, LoadKind kind) {
        for (int h = 1; h <= QuantileSeries.HORIZONS; h++) {
            if (series.isKnown(origin + h, kind)) {
                return true;
            }
        }
        return false;
    }

    /** The first of them, which are as random as all. */
    public TrainingSet first(int count) {
        if (count >= size()) {
            return this;
        }
        double[][] few = new double[count][];
        System.arraycopy(came, 0, few, 0, count);
        return new TrainingSet(windows.subList(0, count), few);
    }
}
