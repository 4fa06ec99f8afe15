package org.souk.api.body;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.forecast.Accuracy;
import org.souk.core.forecast.ForecastAccuracy;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.QuantileSeries;
import org.souk.core.forecast.Quantiles;
import org.souk.protocol.rest.ForecastErrorBody;
import org.souk.protocol.rest.ForecastPointBody;
import org.souk.protocol.rest.LoadCourseBody;
import org.souk.protocol.rest.LoadPointBody;
import org.souk.protocol.rest.NodeForecastBody;

/** Forecasts on the wire. */
public final class ForecastBodies {
    private static final double HUNDREDTHS = 100;
    private static final double TEN_THOUSANDTHS = 10_000;

    private ForecastBodies() {}

    public static NodeForecastBody body(NodeOutlook outlook) {
        return new NodeForecastBody(
                outlook.node().value(),
                (int) LoadSeries.STEP.toSeconds(),
                outlook.model().map(NodeOutlook.Model::version).orElse(null),
                outlook.model().map(NodeOutlook.Model::trainedAt).orElse(null),
                course(outlook, LoadKind.CPU),
                course(outlook, LoadKind.RAM));
    }

    private static LoadCourseBody course(NodeOutlook outlook, LoadKind kind) {
        Optional<QuantileSeries> course = outlook.course(kind);
        return new LoadCourseBody(
                course.map(QuantileSeries::model).orElse(null),
                history(outlook.history(), kind),
                course.map(ahead -> points(
                                ahead, outlook.outlook().map(Outlook::step).orElseThrow()))
                        .orElse(List.of()),
                errors(outlook, kind));
    }

    private static List<LoadPointBody> history(LoadSeries series, LoadKind kind) {
        List<LoadPointBody> points = new ArrayList<>();
        for (long step = series.firstStep(); step < series.endStep(); step++) {
            if (series.isKnown(step, kind)) {
                points.add(new LoadPointBody(LoadSeries.startOf(step), rounded(series.at(step, kind))));
            }
        }
        return points;
    }

    private static List<ForecastPointBody> points(QuantileSeries course, long latest) {
        List<ForecastPointBody> points = new ArrayList<>();
        for (int horizon = 1; horizon <= QuantileSeries.HORIZONS; horizon++) {
            Quantiles at = course.at(horizon);
            points.add(new ForecastPointBody(
                    LoadSeries.startOf(latest + horizon),
                    rounded(at.lower()),
                    rounded(at.median()),
                    rounded(at.upper())));
        }
        return points;
    }

    private static List<ForecastErrorBody> errors(NodeOutlook outlook, LoadKind kind) {
        List<ForecastErrorBody> errors = new ArrayList<>();
        for (int horizon : ForecastAccuracy.HORIZONS) {
            Accuracy accuracy = outlook.results().of(kind, horizon);
            if (accuracy.compared() > 0) {
                errors.add(new ForecastErrorBody(
                        horizon,
                        accuracy.compared(),
                        rounded(accuracy.error()),
                        rounded(accuracy.persistence()),
                        Math.round(accuracy.coverage() * TEN_THOUSANDTHS) / TEN_THOUSANDTHS));
            }
        }
        return errors;
    }

    private static double rounded(double percent) {
        return Math.round(percent * HUNDREDTHS) / HUNDREDTHS;
    }
}
