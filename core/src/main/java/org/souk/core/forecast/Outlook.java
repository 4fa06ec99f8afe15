package org.souk.core.forecast;

import java.time.Instant;
import java.util.Optional;

/**
 * What a machine's own load will be in the next hour.
 *
 * @param step the latest that was known when this was made
 * @param ram empty when the machine's RAM was not measured lately
 */
public record Outlook(long step, Course cpu, Optional<Course> ram) {
    /** What is to be reckoned with from now on for some steps, 1…{@link Course#HORIZONS}. */
    public LoadForecast within(int horizon) {
        return new LoadForecast(
                cpu.expectedWithin(horizon),
                cpu.upperWithin(horizon),
                ram.map(course -> course.expectedWithin(horizon)).orElse(0.0),
                ram.map(course -> course.upperWithin(horizon)).orElse(0.0),
                cpu.model());
    }

    /** When the last step that this speaks of ends. */
    public Instant validUntil() {
        return LoadSeries.startOf(step + Course.HORIZONS + 1);
    }
}
