package org.souk.core.forecast;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be reckoned with of a machine's own load.
 *
 * @param present by the heartbeats of the last minutes
 * @param outlook for the next hour; empty for a machine that is not known well enough, or when none was made lately
 * @param elapsed how many steps of the outlook are over
 */
public record OwnerLoad(LoadForecast present, Optional<Outlook> outlook, int elapsed) {
    public static final OwnerLoad UNKNOWN = new OwnerLoad(LoadForecast.UNKNOWN, Optional.empty());

    private static final long STEP_MILLIS = LoadSeries.STEP.toMillis();

    /** With an outlook that was just made. */
    public OwnerLoad(LoadForecast present, Optional<Outlook> outlook) {
        this(present, outlook, 0);
    }

    /** At this moment, when an outlook of earlier may say nothing of the present any more. */
    public static OwnerLoad at(Instant now, LoadForecast present, Optional<Outlook> outlook) {
        Optional<Outlook> valid = outlook.filter(ahead -> ahead.elapsed(now) < QuantileSeries.HORIZONS);
        return new OwnerLoad(
                present, valid, valid.map(ahead -> ahead.elapsed(now)).orElse(0));
    }

    /** Of a machine without an outlook. */
    public static OwnerLoad of(LoadForecast present) {
        return new OwnerLoad(present, Optional.empty());
    }

    /** How many steps of an outlook a time from now on touches, 1…{@link QuantileSeries#HORIZONS}: what is longer counts as that. */
    public static int horizon(Duration time) {
        long steps = (time.toMillis() + STEP_MILLIS - 1) / STEP_MILLIS;
        // The present moment is somewhere in the first step.
        return (int) Math.max(1, Math.min(QuantileSeries.HORIZONS, steps + 1));
    }

    /**
     * From now on for so many steps. The present load is the least that is reckoned with: an outlook knows nothing of
     * what has begun since the last full step.
     *
     * @param horizon 1…{@link QuantileSeries#HORIZONS}
     */
    public LoadForecast within(int horizon) {
        return outlook.map(ahead -> ahead.within(elapsed, horizon))
                .map(this::orPresent)
                .orElse(present);
    }

    private LoadForecast orPresent(LoadForecast ahead) {
        boolean ram = outlook.orElseThrow().ram().isPresent();
        return new LoadForecast(
                Math.max(ahead.cpuPercent(), present.cpuPercent()),
                Math.max(ahead.upperCpuPercent(), present.cpuPercent()),
                Math.max(ahead.ramPercent(), present.ramPercent()),
                ram ? Math.max(ahead.upperRamPercent(), present.ramPercent()) : present.upperRamPercent(),
                ahead.model());
    }
}
