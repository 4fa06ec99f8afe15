package org.souk.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.testing.Patience;

/** Memory is bounded whatever the size: source, target and bridge in one process, with the heap of one agent. */
class SmallHeapTest {
    @ParameterizedTest
    @ValueSource(strings = {"relay", "direct"})
    void twoHundredMebibytesPassThroughAHeapOfSixtyFour(String way) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TransferTiming.class.getName(),
                        way,
                        "200",
                        "1")
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(said).contains("MiB/s").doesNotContain("OutOfMemory");
    }
}
