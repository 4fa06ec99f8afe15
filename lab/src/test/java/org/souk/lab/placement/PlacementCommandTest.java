package org.souk.lab.placement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.Lab;
import org.souk.protocol.json.Json;

class PlacementCommandTest {
    private static final Amount MACHINE = new Amount(8_000, 16_384);
    private static final Amount TASK = new Amount(1_000, 2_048);

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private Path table;

    @BeforeEach
    void writeTable() throws IOException {
        table = Files.writeString(folder.resolve("t.csv"), "cpu_milli,memory_mib\n1000,2048\n");
    }

    private int run(String... options) {
        String[] arguments = new String[5 + options.length];
        List<String> always = List.of("placement", "--nodes", table.toString(), "--tasks", table.toString());
        for (int i = 0; i < always.size(); i++) {
            arguments[i] = always.get(i);
        }
        System.arraycopy(options, 0, arguments, 5, options.length);
        return Lab.commandLine().setErr(new PrintWriter(errors, true)).execute(arguments);
    }

    @Test
    void optionsThatMakeNoSenseAreUsageErrors() {
        assertThat(run("--waiting", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--waiting must be from 1");
        assertThat(run("--growth", "10,0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--growth must be from 1");
        assertThat(run("--fenzo-good-enough", "1.5")).isEqualTo(2);
        assertThat(errors.toString()).contains("--fenzo-good-enough must be from 0");
    }

    @Test
    void jsonHasTheseFieldsInThisOrder() {
        PlacerReport souk = PlacerReport.of(List.of(1.0, 3.0), 8, 8);
        PlacerReport fenzo = PlacerReport.of(List.of(10.0, 30.0), 8, 8);
        PlacementReport report = PlacementReport.of(
                2, 8, souk, Optional.of(fenzo), List.of(PlacementReport.Growth.of(5, souk, Optional.of(fenzo))));
        // 8 placements in 4 ms and in 40 ms.
        String ours = "\"souk\":{\"placementsPerSecond\":2000.0,\"tickMillis\":{\"p50\":1.0,\"p99\":3.0},"
                + "\"placed\":8,\"ticks\":2}";
        String theirs = "\"fenzo\":{\"placementsPerSecond\":200.0,\"tickMillis\":{\"p50\":10.0,\"p99\":30.0},"
                + "\"placed\":8,\"ticks\":2}";
        assertThat(Json.write(report))
                .isEqualTo("{\"nodes\":2,\"tasks\":8," + ours + "," + theirs
                        + ",\"ratio\":10.0,\"growth\":[{\"nodes\":5," + ours + "," + theirs + ",\"ratio\":10.0}]}");
    }

    @Test
    void withoutAPeerThereIsNoRatio() {
        PlacerReport souk = PlacerReport.of(List.of(1.0, 3.0), 8, 8);
        String ours = "\"souk\":{\"placementsPerSecond\":2000.0,\"tickMillis\":{\"p50\":1.0,\"p99\":3.0},"
                + "\"placed\":8,\"ticks\":2}";
        assertThat(Json.write(PlacementReport.of(
                        2, 8, souk, Optional.empty(), List.of(PlacementReport.Growth.of(5, souk, Optional.empty())))))
                .isEqualTo("{\"nodes\":2,\"tasks\":8," + ours + ",\"fenzo\":null,\"ratio\":null,"
                        + "\"growth\":[{\"nodes\":5," + ours + ",\"fenzo\":null,\"ratio\":null}]}");
    }

    @Test
    void soukIsMeasuredAloneWhereFenzoWasNotBuilt() {
        assertThat(run("--seconds", "0", "--growth", "2")).isZero();
        assertThat(errors.toString()).containsOnlyOnce("mvn -Pfenzo");
    }

    @Test
    void optionForFenzoIsAUsageErrorWhereItWasNotBuilt() {
        assertThat(run("--fenzo-good-enough", "0.5")).isEqualTo(2);
        assertThat(errors.toString()).contains("mvn -Pfenzo");
    }

    @Test
    void wholeFileIsOfferedAndWhatDoesNotFitIsLeft() {
        List<Amount> tasks = List.of(TASK, TASK, new Amount(9_000, 1), TASK);
        PlacementContest contest = new PlacementContest(List.of(MACHINE), tasks, 2, Duration.ZERO);
        PlacerReport report = contest.wholeFile(FirstFit::new);
        assertThat(report.placed()).isEqualTo(3);
        // Two, then one beside the one that fits nowhere, then none.
        assertThat(report.ticks()).isEqualTo(3);
    }

    @Test
    void fullQueueIsServedWhileTheOldestEnd() {
        // 8 tasks for each of 4 machines: 32 in all, of which 10 wait at each of the 3 ticks that are the least.
        List<Amount> tasks = List.of(TASK, TASK, TASK, TASK, TASK, TASK, TASK, TASK);
        PlacementContest contest = new PlacementContest(List.of(MACHINE), tasks, 10, Duration.ZERO);
        PlacerReport report = contest.fullQueue(4, FirstFit::new);
        assertThat(report.ticks()).isEqualTo(3);
        assertThat(report.placed()).isEqualTo(30);
    }
}
