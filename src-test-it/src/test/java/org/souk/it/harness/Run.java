package org.souk.it.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.souk.testing.Patience;

/**
 * One command that has ended.
 *
 * @param exitCode of the process
 * @param out its standard output
 * @param err its standard error
 */
public record Run(int exitCode, String out, String err) {
    /** Runs {@code ./souk} to its end. */
    public static Run souk(Map<String, String> environment, String... arguments) {
        return of(Repository.souk(environment, arguments), "");
    }

    /** Runs a process with all that it does to its end; one that takes too long is killed. */
    public static Run of(ProcessBuilder builder, String input) {
        try {
            // Through files: a pipe that nobody reads would block the process.
            Path out = Files.createTempFile("souk-it", ".out");
            Path err = Files.createTempFile("souk-it", ".err");
            try {
                Process process = builder.redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                try (var stdin = process.getOutputStream()) {
                    stdin.write(input.getBytes(UTF_8));
                }
                if (!process.waitFor(Patience.TEST_SECONDS, TimeUnit.SECONDS)) {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                    throw new AssertionError(builder.command() + " took longer than " + Patience.TEST_SECONDS + " s: "
                            + Files.readString(out) + Files.readString(err));
                }
                return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while " + builder.command() + " ran", e);
        }
    }

    /** This run, if it ended well. */
    public Run ok() {
        if (exitCode != 0) {
            throw new AssertionError("exit code " + exitCode + "\n" + out + "\n" + err);
        }
        return this;
    }
}
