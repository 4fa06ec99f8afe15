package org.souk.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.eclipse.microprofile.metrics.MetricUnits;
import org.eclipse.microprofile.metrics.Tag;
import org.souk.core.forecast.Accuracy;
import org.souk.core.forecast.ForecastAccuracy;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.NodeOutlook;
import org.souk.core.forecasting.ForecastTraining;
import org.souk.core.forecasting.LoadForecasts;
import org.souk.core.forecasting.LoadForecasts.Advance;

/** Registers what the forecasts of the nodes' own loads have come to. */
@ApplicationScoped
public class ForecastMetrics {
    private static final double MILLIS = 1000;

    @Inject
    MetricRegistry registry;

    @Inject
    LoadForecasts forecasts;

    @Inject
    ForecastTraining training;

    void register(@Observes @Initialized(ApplicationScoped.class) Object start) {
        for (LoadKind kind : LoadKind.values()) {
            for (int steps : ForecastAccuracy.HORIZONS) {
                Tag[] tags = {tag(kind), new Tag("steps", Integer.toString(steps))};
                compared(
                        "souk_forecast_error_percent",
                        "Mean distance of a forecast from what came, all nodes, the last day or so",
                        Accuracy::error,
                        kind,
                        steps,
                        tags);
                compared(
                        "souk_forecast_persistence_error_percent",
                        "The same if the load had been said to stay as it was",
                        Accuracy::persistence,
                        kind,
                        steps,
                        tags);
                compared(
                        "souk_forecast_coverage_ratio",
                        "The share of cases that came to lie in the forecast's interval of 0.9",
                        Accuracy::coverage,
                        kind,
                        steps,
                        tags);
                compared(
                        "souk_forecast_compared",
                        "Forecasts that were compared with what came since the start",
                        Accuracy::compared,
                        kind,
                        steps,
                        tags);
            }
        }
        registry.gauge(metadata("souk_forecast_nodes", "Nodes with a forecast of the next hour"), () -> last().nodes());
        registry.gauge(
                metadata("souk_forecast_age_seconds", "Seconds since the forecasts were made; -1 before the first"),
                this::age);
        registry.gauge(
                metadata("souk_forecast_advance_seconds", "Seconds that the last forecasts of all nodes took"),
                () -> last().took().toMillis() / MILLIS);
        registry.gauge(
                metadata("souk_forecast_training_cpu_seconds", "CPU time of the training of the present model"),
                () -> training.lastCpu().toMillis() / MILLIS);
        registry.gauge(
                metadata("souk_forecast_model_age_seconds", "Seconds since the model was trained; -1 without one"),
                this::modelAge);
        registry.gauge(
                metadata("souk_forecast_trainings", "Trainings since the start, by outcome"),
                training::trainings,
                new Tag("outcome", "done"));
        registry.gauge(
                metadata("souk_forecast_trainings", "Trainings since the start, by outcome"),
                training::failures,
                new Tag("outcome", "failed"));
    }

    private void compared(
            String name, String description, ToDoubleFunction<Accuracy> value, LoadKind kind, int steps, Tag... tags) {
        registry.gauge(metadata(name, description), () -> value.applyAsDouble(forecasts.overall(kind, steps)), tags);
    }

    /** Which champions there are is known once they are. */
    void looked(@Observes Advance advance) {
        for (LoadKind kind : LoadKind.values()) {
            for (String champion : forecasts.champions(kind).keySet()) {
                // Of a gauge that is known already nothing changes.
                registry.gauge(
                        metadata("souk_forecast_champions", "Nodes by the forecaster that is believed for them"),
                        () -> forecasts.champions(kind).getOrDefault(champion, 0),
                        tag(kind),
                        new Tag("champion", champion));
            }
        }
    }

    private Advance last() {
        return forecasts.last().orElse(new Advance(Instant.EPOCH, 0, Duration.ZERO));
    }

    private double age() {
        return forecasts.last().map(Advance::at).map(ForecastMetrics::seconds).orElse(-1.0);
    }

    private double modelAge() {
        return training.description()
                .map(NodeOutlook.Model::trainedAt)
                .map(ForecastMetrics::seconds)
                .orElse(-1.0);
    }

    private static double seconds(Instant since) {
        return Duration.between(since, Instant.now()).toMillis() / MILLIS;
    }

    private static Tag tag(LoadKind kind) {
        return new Tag("resource", kind.name().toLowerCase(Locale.ROOT));
    }

    private static Metadata metadata(String name, String description) {
        return Metadata.builder()
                .withName(name)
                .withDescription(description)
                .withUnit(MetricUnits.NONE)
                .build();
    }
}
