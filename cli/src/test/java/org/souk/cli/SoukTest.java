package org.souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.client.profile.Profile;
import org.souk.protocol.rest.EndingBody;
import picocli.CommandLine;

class SoukTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        CommandLine line = Souk.commandLine(arguments);
        line.setErr(new PrintWriter(errors, true));
        line.setOut(new PrintWriter(new StringWriter(), true));
        return line.execute(arguments);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task run m.wasm --ram 3X",
                "task run m.wasm --input nothing",
                "task run m.wasm --widen",
                "task run m.wasm --max-price 1 --offer 1.5",
                "task run m.wasm --offer much",
                "task run",
                "node start --cpu many",
                "account open",
                "task list --state LOST",
                "login",
                "nonsense"
            })
    void wrongUsageIsExitCodeTwoAndAFewLines(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(errors.toString().lines().count()).isLessThanOrEqualTo(4);
    }

    @Test
    void marketThatIsNotThereIsOneSentence(@TempDir Path home) throws Exception {
        Profile profile = new Profile("http://127.0.0.1:1", null, "id", "secret");
        Path file = Profile.file(Map.of("SOUK_HOME", home.toString()));
        profile.save(file);

        assertThat(Profile.load(file)).isEqualTo(profile);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(profile.toString()).doesNotContain("secret");
    }

    @Test
    void nodeThatDoesNotRunCannotBeStopped(@TempDir Path home) {
        assertThat(run("node", "stop", "--home", home.toString())).isEqualTo(1);
        assertThat(errors.toString()).isEqualToIgnoringNewLines("souk: no agent runs on " + home);
    }

    @ParameterizedTest
    @CsvSource({
        "SUCCESS,0,0",
        "EXIT_CODE,7,7",
        "EXIT_CODE,256,1",
        "TRAPPED,-1,101",
        "CANCELLED,-1,109",
        "NEW_ONE,-1,112"
    })
    void exitCodeTellsHowTheTaskEnded(String reason, int program, int expected) {
        EndingBody ending = new EndingBody(reason, "", program, 0, 0, 0, List.of(), null, null, null);

        assertThat(ExitCodes.of(ending)).isEqualTo(expected);
    }
}
