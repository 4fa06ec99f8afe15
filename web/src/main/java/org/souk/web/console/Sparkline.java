package org.souk.web.console;

import java.time.Duration;
import java.time.Instant;
import org.souk.core.forecast.LoadHistory;

/** The last minutes of a machine's own CPU load as the points of an SVG polyline, on a canvas of 100 × 100. */
final class Sparkline {
    static final Duration SPAN = Duration.ofMinutes(10);
    private static final double CANVAS = 100;

    private Sparkline() {}

    /** @return empty when there are fewer than two measurements in the span */
    static String points(LoadHistory history, Instant now) {
        StringBuilder points = new StringBuilder();
        int count = 0;
        for (int i = 0; i < history.size(); i++) {
            double age = Duration.between(history.at(i), now).toMillis();
            double x = CANVAS * (1 - age / SPAN.toMillis());
            if (x < 0 || x > CANVAS) {
                continue;
            }
            points.append(count == 0 ? "" : " ")
                    .append(Bar.number(x))
                    .append(',')
                    .append(Bar.number(CANVAS - history.cpuPercent(i)));
            count++;
        }
        return count < 2 ? "" : points.toString();
    }
}
