package org.souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.souk.protocol.rest.LoadPointBody;

class NodeForecastCommandTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(5);

    private static LoadPointBody point(int minutesBefore, double percent) {
        return new LoadPointBody(NOON.minus(Duration.ofMinutes(minutesBefore)), percent);
    }

    @Test
    void lineGoesFromNothingToAllByHalfHours() {
        List<LoadPointBody> day = List.of(
                point(24 * 60 + 5, 99), // older than the day
                point(150, 0),
                point(115, 12.5),
                // (0 + 100) / 2 = 50
                point(90, 0),
                point(65, 100),
                // Half an hour without a measurement.
                point(5, 100));

        assertThat(NodeForecastCommand.line(day, STEP)).isEqualTo(" ".repeat(43) + "▁▂▅ █");
    }
}
