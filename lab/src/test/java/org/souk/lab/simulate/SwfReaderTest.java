package org.souk.lab.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.ExperimentFailed;

class SwfReaderTest {
    @TempDir
    private Path folder;

    private Workload read(String... lines) throws IOException {
        return SwfReader.read(Files.writeString(folder.resolve("t.swf"), String.join("\n", lines)));
    }

    /** Submitted, ran, allocated, requested processors, requested time. */
    private static String job(String submit, String run, String allocated, String requested, String requestedTime) {
        return "  1 " + submit + " -1 " + run + " " + allocated + " -1 -1 " + requested + " " + requestedTime
                + " -1 1 -1 -1 -1 0 -1 -1 -1";
    }

    @Test
    void requestedProcessorsAndTimeCountAndAllocatedOnesAndRunTimeWhereTheyAreMissing() throws IOException {
        Workload workload = read(job("5", "60", "8", "4", "100"), job("6", "60", "8", "-1", "-1"));
        Job asked = workload.jobs().get(0).job();
        assertThat(asked.submitMillis()).isEqualTo(5_000);
        assertThat(asked.processors()).isEqualTo(4);
        assertThat(asked.estimateMillis()).isEqualTo(100_000);
        assertThat(workload.jobs().get(0).runMillis()).isEqualTo(60_000);
        Job silent = workload.jobs().get(1).job();
        assertThat(silent.processors()).isEqualTo(8);
        assertThat(silent.estimateMillis()).isEqualTo(60_000);
    }

    @Test
    void headerTellsTheProcessors() throws IOException {
        assertThat(read("; MaxNodes: 128", "; MaxProcs: 256", job("0", "1", "1", "1", "1"))
                        .processors())
                .isEqualTo(256);
        assertThat(read("; MaxNodes: 128", job("0", "1", "1", "1", "1")).processors())
                .isEqualTo(128);
        assertThat(read("; MaxProcs: -1", ";MaxNodes: 64 (and a spare one)", job("0", "1", "1", "1", "1"))
                        .processors())
                .isEqualTo(64);
    }

    @Test
    void withoutHeaderTheLargestJobTellsTheProcessors() throws IOException {
        assertThat(read(job("0", "1", "3", "-1", "1"), job("0", "1", "1", "7", "1"))
                        .processors())
                .isEqualTo(7);
    }

    @Test
    void jobsThatCannotRunAreCounted() throws IOException {
        Workload workload = read(
                "; MaxProcs: 4",
                job("0", "0", "1", "1", "1"),
                job("0", "-1", "1", "1", "1"),
                job("0", "1", "-1", "-1", "1"),
                job("0", "1", "5", "5", "1"),
                "",
                job("9", "1", "4", "4", "1") + " 19");
        assertThat(workload.jobs()).hasSize(1);
        assertThat(workload.jobs().get(0).job().index()).isZero();
        assertThat(workload.skipped()).isEqualTo(4);
    }

    @Test
    void packedFileIsReadWhateverItsName() throws IOException {
        Path packed = folder.resolve("t.swf");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(job("0", "1", "3", "-1", "1").getBytes(StandardCharsets.US_ASCII));
        }
        assertThat(SwfReader.read(packed).jobs()).hasSize(1);
    }

    @Test
    void malformedLineIsNamed() {
        assertThatThrownBy(() -> read("; a comment", "1 2 3"))
                .isInstanceOf(ExperimentFailed.class)
                .hasMessageEndingWith("t.swf, line 2 has 3 fields, 18 are needed");
        assertThatThrownBy(() -> read(job("0", "1", "1", "1", "1"), job("0", "soon", "1", "1", "1")))
                .hasMessageEndingWith("line 2: field 4 (run time) is no number: soon");
        assertThatThrownBy(() -> read(job("-5", "1", "1", "1", "1")))
                .hasMessageEndingWith("line 1: field 2 (submit time) is negative");
        assertThatThrownBy(() -> read(job("NaN", "1", "1", "1", "1"))).hasMessageContaining("is out of range: NaN");
    }

    @Test
    void fileWithoutJobsIsNamed() {
        assertThatThrownBy(() -> read("; nothing")).hasMessageEndingWith("t.swf has no jobs");
        assertThatThrownBy(() -> read(job("0", "0", "1", "1", "1"))).hasMessageContaining("has no job that could run");
        assertThatThrownBy(() -> SwfReader.read(folder.resolve("absent"))).hasMessageContaining("there is no file");
    }
}
