package org.souk.lab.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.Lab;
import picocli.CommandLine;

class ExecCommandTest {
    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();
    private Path module;

    @BeforeEach
    void writeModule() throws IOException {
        module = Files.writeString(folder.resolve("m.wasm"), "not reached");
    }

    private int run(String... arguments) {
        CommandLine commandLine = Lab.commandLine().setErr(new PrintWriter(errors, true));
        return commandLine.execute(arguments);
    }

    @Test
    void missingModuleIsNamed() {
        assertThat(run("exec", folder.resolve("absent.wasm").toString(), "--json"))
                .isEqualTo(1);
        assertThat(errors.toString()).startsWith("souk lab: there is no module").contains("absent.wasm");
    }

    @Test
    void missingInputIsNamed() {
        assertThat(run(
                        "exec",
                        module.toString(),
                        "--stdin",
                        folder.resolve("absent").toString()))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("--stdin: there is no file");
    }

    @Test
    void missingJavaIsNamed() {
        assertThat(run("exec", module.toString(), "--java", folder.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains("--java:").contains("has no bin/java");
    }

    @Test
    void malformedMountIsAUsageError() {
        assertThat(run("exec", module.toString(), "--dir", "nowhere")).isEqualTo(2);
        assertThat(errors.toString()).contains("wants HOST:GUEST");
    }
}
