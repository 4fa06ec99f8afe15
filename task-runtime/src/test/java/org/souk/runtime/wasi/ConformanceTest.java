package org.souk.runtime.wasi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.worker.InProcess;

/** Programs that make each call of WASI preview 1 in every way and know what it must answer. */
class ConformanceTest {

    private static final Path PROGRAMS = Path.of("programs/bin/wasi").toAbsolutePath();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"process", "files", "descriptors", "folders", "paths", "poll", "faults"})
    void everyCallAnswersWhatItMust(String program) throws Exception {
        Path stdout = folder.resolve("stdout");
        Path stdin = Files.writeString(folder.resolve("stdin"), "input\n");
        RunOutcome outcome = InProcess.run(new RunRequest(
                PROGRAMS.resolve(program + ".wasm"),
                program,
                List.of("a", "b c"),
                Map.of("WORD", "souk"),
                new RunRequest.Streams(Optional.of(stdin), stdout, folder.resolve("stderr")),
                Files.createDirectory(folder.resolve("root")),
                List.of(),
                RunLimits.DEFAULT,
                7));

        assertThat(outcome.succeeded())
                .as(outcome + "\n" + Files.readString(stdout))
                .isTrue();
        assertThat(stdout).content().contains(program + ": ").endsWith(" 0 failed\n");
    }
}
