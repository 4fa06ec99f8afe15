package org.souk.web.console;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.souk.core.forecast.Accuracy;
import org.souk.core.forecast.ForecastAccuracy;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.QuantileSeries;

/**
 * What is expected of a node's own load, as the console shows it.
 *
 * @param charts of CPU and RAM
 * @param facts who forecasts, and how that did
 */
public record NodeForecast(List<LoadChart> charts, List<Fact> facts) {
    static NodeForecast of(NodeOutlook outlook, Instant now) {
        long end = outlook.outlook().map(ahead -> ahead.step() + 1).orElse(LoadSeries.stepOf(now));
        List<LoadChart> charts = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        for (LoadKind kind : LoadKind.values()) {
            charts.add(LoadChart.of(outlook, kind, end));
            facts.add(new Fact(kind + " champion", champion(outlook.course(kind)), ""));
            for (int steps : ForecastAccuracy.HORIZONS) {
                facts.add(error(kind, steps, outlook.results().of(kind, steps)));
            }
        }
        facts.add(outlook.model()
                .map(model -> new Fact("Model", model.version(), "trained " + Display.ago(model.trainedAt(), now)))
                .orElse(new Fact("Model", "None yet", "The first one is trained when a day has been measured.")));
        return new NodeForecast(charts, facts);
    }

    private static String champion(Optional<QuantileSeries> course) {
        return course.map(QuantileSeries::model).orElse("None");
    }

    private static Fact error(LoadKind kind, int steps, Accuracy accuracy) {
        String label = kind + ", " + LoadSeries.STEP.multipliedBy(steps).toMinutes() + " min ahead";
        if (accuracy.compared() == 0) {
            return new Fact(label, "Nothing compared yet", "");
        }
        return new Fact(
                label,
                "off by " + points(accuracy.error()) + ", persistence by " + points(accuracy.persistence()),
                Display.percent(100 * accuracy.coverage()) + " of " + accuracy.compared()
                        + " came to lie in the interval");
    }

    private static String points(double percent) {
        return String.format(Locale.ROOT, "%.2f %%", percent);
    }
}
