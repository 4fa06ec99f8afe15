package org.souk.core.forecast;

import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.NodeId;

/**
 * What is known and expected of one node's own load.
 *
 * @param history of the last day; up to the last step that has ended
 * @param outlook empty when none was made lately
 * @param model by which forecasts are made; empty before the first training
 */
public record NodeOutlook(
        NodeId node, LoadSeries history, Optional<Outlook> outlook, Optional<Model> model, Results results) {
    /**
     * @param version see {@link LoadModel#version}
     * @param trainedAt when its training ended
     */
    public record Model(String version, Instant trainedAt) {}

    /** How this node's forecasts did. */
    @FunctionalInterface
    public interface Results {
        /** @param horizon one of {@link ForecastAccuracy#HORIZONS} */
        Accuracy of(LoadKind kind, int horizon);
    }

    public Optional<QuantileSeries> course(LoadKind kind) {
        return switch (kind) {
            case CPU -> outlook.map(Outlook::cpu);
            case RAM -> outlook.flatMap(Outlook::ram);
        };
    }
}
