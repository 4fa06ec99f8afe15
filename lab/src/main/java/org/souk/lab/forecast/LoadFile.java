package org.souk.lab.forecast;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;

/**
 * Measured loads of some nodes on one grid, and where it is cut by time: three fifths to learn from, one to judge by, one
 * to test on. All nodes share one clock.
 *
 * @param nodes by their names, in the order of the file
 * @param stepSeconds of the grid: 300, or more when the file was measured less often
 */
public record LoadFile(Map<String, LoadSeries> nodes, long stepSeconds) {
    public Collection<LoadSeries> series() {
        return nodes.values();
    }

    boolean has(LoadKind kind) {
        return series().stream().anyMatch(series -> series.has(kind));
    }

    /** How many series there are of both kinds of load. */
    long count() {
        return Arrays.stream(LoadKind.values())
                .mapToLong(kind ->
                        series().stream().filter(series -> series.has(kind)).count())
                .sum();
    }

    long first() {
        return series().stream().mapToLong(LoadSeries::firstStep).min().orElseThrow();
    }

    public long end() {
        return series().stream().mapToLong(LoadSeries::endStep).max().orElseThrow();
    }

    public long judgeFrom() {
        return first() + (end() - first()) * 3 / 5;
    }

    public long testFrom() {
        return first() + (end() - first()) * 4 / 5;
    }
}
