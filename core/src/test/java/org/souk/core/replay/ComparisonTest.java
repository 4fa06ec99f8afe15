package org.souk.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.replay.RunResult.Output;
import org.souk.core.replay.RunResult.Use;

class ComparisonTest {
    private static final Output REPORT = new Output("/report.txt", "cid-1", 10);
    private static final Use USE = new Use(1000, Duration.ofMillis(12), 65536);

    private static RunResult result(Use use, Output... outputs) {
        return new RunResult(RunEnd.SUCCESS, "", 0, use, List.of(outputs), Optional.of("cid-out"), Optional.empty());
    }

    @Test
    void timeAndMemoryMayDiffer() {
        Use slower = new Use(1000, Duration.ofSeconds(3), 131072);

        Comparison comparison = Comparison.of(result(USE, REPORT), result(slower, REPORT));

        assertThat(comparison.allSame()).isTrue();
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.points())
                .extracting(Comparison.Point::what)
                .containsExactly("end", "exit code", "fuel", "stdout", "stderr", "/report.txt");
    }

    @Test
    void oneInstructionMoreIsADifference() {
        Comparison comparison =
                Comparison.of(result(USE, REPORT), result(new Use(1001, USE.wall(), USE.peakMemoryBytes()), REPORT));

        assertThat(comparison.allSame()).isFalse();
        assertThat(comparison.differences()).containsExactly(new Comparison.Point("fuel", "1000", "1001", false));
    }

    @Test
    void outputsAreComparedByPathWhateverTheirOrder() {
        Output log = new Output("/log.txt", "cid-2", 20);

        assertThat(Comparison.of(result(USE, REPORT, log), result(USE, log, REPORT))
                        .allSame())
                .isTrue();
    }

    @Test
    void outputThatOnlyOneWroteIsADifference() {
        assertThat(Comparison.of(result(USE, REPORT), result(USE)).differences())
                .containsExactly(new Comparison.Point("/report.txt", "cid-1", "", false));
        assertThat(Comparison.of(result(USE), result(USE, REPORT)).differences())
                .containsExactly(new Comparison.Point("/report.txt", "", "cid-1", false));
    }

    @Test
    void endAndStreamsAreCompared() {
        RunResult trapped = new RunResult(
                RunEnd.TRAPPED, "unreachable", -1, USE, List.of(), Optional.empty(), Optional.of("cid-err"));

        assertThat(Comparison.of(result(USE), trapped).differences())
                .extracting(Comparison.Point::what)
                .containsExactly("end", "exit code", "stdout", "stderr");
    }
}
