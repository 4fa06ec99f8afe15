package org.souk.lab.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandstillTest {
    private static final String LEFT =
            "2026-01-01T00:00:01.000Z INFO    t1 (attempt 1) stands still for move m since 2026-01-01T00:00:00.900100Z";
    private static final String CAME =
            "2026-01-01T00:00:01.000Z INFO    t1 (attempt 2) goes on after move m at 2026-01-01T00:00:01.000100Z";

    @Test
    void itIsFromTheSourcesLastInstructionToTheTargetsFirst() {
        List<String> logged = List.of("2026-01-01T00:00:00.000Z INFO    Connected", LEFT, CAME);

        assertThat(Standstill.of("t1", logged).orElseThrow().length()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void ofOtherTasksAndOfMovesThatWereGivenUpThereIsNone() {
        assertThat(Standstill.of("t", List.of(LEFT, CAME))).isEmpty();
        assertThat(Standstill.of("t1", List.of(LEFT))).isEmpty();
        assertThat(Standstill.of("t1", List.of(CAME))).isEmpty();
    }

    /** It was given up once, and went on where it was; the second time it moved. */
    @Test
    void theLastDepartureCounts() {
        String again =
                "2026-01-01T00:00:01.000Z INFO    t1 (attempt 1) stands still for move n since 2026-01-01T00:00:00.950100Z";

        assertThat(Standstill.of("t1", List.of(LEFT, again, CAME)).orElseThrow().length())
                .isEqualTo(Duration.ofMillis(50));
    }
}
