package org.souk.core.forecast;

import java.time.Instant;
import java.util.Optional;

/**
 * What a machine's own load will be in the next hour.
 *
 * @param step the latest that was known when this was made
 * @param ram empty when the machine's RAM was not measured lately
 */
public record Outlook(long step, QuantileSeries cpu, Optional<QuantileSeries> ram) {
    /** What is to be reckoned with in its first steps, 1…{@link QuantileSeries#HORIZONS}. */
    public LoadForecast within(int horizon) {
        return within(0, horizon);
    }

    /** The same, when some of its steps are over, see {@link QuantileSeries#expectedWithin}. */
    public LoadForecast within(int elapsed, int horizon) {
        return new LoadForecast(
                cpu.expectedWithin(elapsed, horizon),
                cpu.upperWithin(elapsed, horizon),
                ram.map(course -> course.expectedWithin(elapsed, horizon)).orElse(0.0),
                ram.map(course -> course.upperWithin(elapsed, horizon)).orElse(0.0),
                cpu.model());
    }

    /** How many of its steps are over; {@link QuantileSeries#HORIZONS} when it says nothing of the present any more. */
    public int elapsed(Instant now) {
        return (int) Math.max(0, Math.min(QuantileSeries.HORIZONS, LoadSeries.stepOf(now) - step - 1));
    }

    /** When the last step that this speaks of ends. */
    public Instant validUntil() {
        return LoadSeries.startOf(step + QuantileSeries.HORIZONS + 1);
    }
}
