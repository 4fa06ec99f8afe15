package org.souk.lab.escape;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.lab.Lab;

class EscapeCommandTest {

    @TempDir
    Path folder;

    @Test
    void thereAreManyAttemptsAndNoTwoOfOneName() {
        List<String> names = Attempts.all().stream().map(Attempt::name).toList();

        assertThat(names).hasSizeGreaterThanOrEqualTo(40).doesNotHaveDuplicates();
    }

    @Test
    void attemptsOfEachKindAreContained() throws Exception {
        List<String> some = List.of(
                "parents",
                "planted-links",
                "made-links",
                "quota-tricks",
                "guessed",
                "output",
                "call-loop",
                "import-engine");
        try (Prison prison = new Prison(folder)) {
            for (Attempt attempt : Attempts.all()) {
                if (some.contains(attempt.name())) {
                    assertThat(prison.make(attempt)).matches(Verdict::contained);
                }
            }
        }
    }

    @Test
    void hostNoticesWhatHasChanged() throws Exception {
        Cell cell = Cell.in(folder, "canary");
        assertThat(cell.damage()).isEmpty();

        Files.writeString(cell.root().resolve("found"), "the canary sings");
        assertThat(cell.damage()).contains("the secret is in its files");

        Files.delete(cell.root().resolve("found"));
        Files.writeString(cell.stdout(), "canary");
        assertThat(cell.damage()).contains("the secret is in its output");

        Files.delete(cell.stdout());
        Files.writeString(cell.input(), "changed");
        assertThat(cell.damage()).isEqualTo(Optional.of("files of the host have changed"));
    }

    @Test
    void unknownAttemptIsNamed() {
        StringWriter errors = new StringWriter();

        int code = Lab.commandLine().setErr(new PrintWriter(errors, true)).execute("escape", "--only", "digging");

        assertThat(code).isEqualTo(1);
        assertThat(errors.toString()).contains("--only: there is no attempt 'digging'");
    }
}
