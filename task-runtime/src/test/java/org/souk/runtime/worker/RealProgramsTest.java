package org.souk.runtime.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.souk.runtime.Ending;
import org.souk.runtime.RealPrograms;
import org.souk.runtime.RunOutcome;

/** What compilers for C, C++, Rust and Go make of real programs answers here what it answers in Node.js. */
class RealProgramsTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("org.souk.runtime.RealPrograms#smallCases")
    void answersAsInAnotherRunner(RealPrograms.Case program) throws Exception {
        checkAnswer(program);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("org.souk.runtime.RealPrograms#largeCases")
    void largeProgramAnswersAsInAnotherRunner(RealPrograms.Case program) throws Exception {
        checkAnswer(program);
    }

    private void checkAnswer(RealPrograms.Case program) throws Exception {
        RunOutcome outcome = InProcess.run(program.request(folder));

        assertThat(outcome.ending()).as(outcome.toString()).isEqualTo(Ending.EXITED);
        assertThat(folder.resolve("stderr")).content().isEmpty();
        assertThat(folder.resolve("stdout")).content().isEqualTo(program.expected());
        assertThat(outcome.exitCode()).isEqualTo(program.exitCode());
    }
}
