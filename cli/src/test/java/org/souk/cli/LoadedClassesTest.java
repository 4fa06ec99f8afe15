package org.souk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command has the JVM load, which it tells itself. */
@Timeout(120)
class LoadedClassesTest {
    private static final Pattern LOADED = Pattern.compile("\\] (\\S+) source: ");
    private static final Predicate<String> SELLERS = Pattern.compile(
                    "(org\\.souk\\.(agent|runtime|replay|protocol\\.migration)|run\\.endive|oshi|io\\.grpc)\\..*")
            .asMatchPredicate();

    @TempDir
    Path folder;

    private Set<String> loadedBy(int exitCode, String line) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                "org.souk.cli.Souk"));
        command.addAll(List.of(line.split(" ")));
        ProcessBuilder souk = new ProcessBuilder(command).redirectErrorStream(true);
        Path said = folder.resolve("said");
        souk.redirectOutput(said.toFile());
        souk.environment().put("SOUK_CLIENT_ID", "alice");
        souk.environment().put("SOUK_CLIENT_SECRET", "secret");
        Process process = souk.start();
        try {
            assertThat(process.waitFor(100, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isEqualTo(exitCode);
        return Files.readString(log)
                .lines()
                .map(LOADED::matcher)
                .filter(matcher -> matcher.find())
                .map(matcher -> matcher.group(1))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "task --help", "task run --help", "node --help", "account --help"})
    void buyersAndLookersLoadNothingOfASellers(String line) throws Exception {
        assertThat(loadedBy(0, line)).contains("org.souk.cli.Souk").noneMatch(SELLERS);
    }

    @Test
    void callOfTheMarketLoadsTheClientAlone() throws Exception {
        Set<String> loaded = loadedBy(1, "task list --server http://127.0.0.1:1");

        assertThat(loaded).contains("org.souk.client.MarketUnreachable").noneMatch(SELLERS);
        assertThat(loaded)
                .contains("org.souk.cli.TaskCommand")
                .doesNotContain("org.souk.cli.NodeStartCommand", "org.souk.cli.TaskVerifyCommand")
                .doesNotContain("org.souk.cli.demo.DemoCommand");
    }

    @Test
    void commandsThatNeedMoreLoadIt() throws Exception {
        assertThat(loadedBy(0, "node start --help")).contains("org.souk.agent.transfer.TransferAddress");
        assertThat(loadedBy(0, "task verify --help")).contains("org.souk.cli.TaskVerifyCommand");
    }
}
