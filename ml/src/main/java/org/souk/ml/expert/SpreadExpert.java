package org.souk.ml.expert;

import java.util.List;
import org.souk.ml.window.LoadWindow;

/** A forecast without quantiles, and the quantiles of its errors. */
public record SpreadExpert(PointForecast points, Spread spread) implements Expert {
    @Override
    public String name() {
        return points.label();
    }

    @Override
    public QuantileForecast forecast(LoadWindow window) {
        return spread.around(points.forecast(window), window);
    }

    /**
     * Learns the spread.
     *
     * @param windows that the forecast was not trained on
     * @param came what came after each
     */
    public static SpreadExpert judged(PointForecast points, List<LoadWindow> windows, double[][] came) {
        double[][] said = windows.stream().map(points::forecast).toArray(double[][]::new);
        return new SpreadExpert(points, Spread.of(windows, said, came));
    }
}
