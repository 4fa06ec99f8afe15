package org.souk.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.souk.postgres.PostgresServer;

/** What a claim promises to another process, whichever the database. */
abstract class SingleInstanceContract {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of a database that nobody has claimed. */
    abstract String url();

    abstract String refusal();

    @Test
    void whatAnotherProcessHasIsRefusedUntilThatIsKilled() throws Exception {
        String url = url();
        Process other = claiming(url);
        try (BufferedReader said = other.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("claimed");
            assertThatThrownBy(() -> SingleInstance.claim(source(url), Duration.ZERO))
                    .isInstanceOf(SingleInstance.Occupied.class)
                    .hasMessageMatching(refusal())
                    .hasMessageNotContaining("\n");
        } finally {
            other.destroyForcibly().waitFor();
        }

        try (SingleInstance mine = SingleInstance.claim(source(url), PATIENCE)) {
            assertThat(mine.refusal()).isEmpty();
        }
    }

    static SingleInstance.Source source(String url) {
        return () -> DriverManager.getConnection(url, PostgresServer.USER, "");
    }

    private static Process claiming(String url) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Claiming.class.getName(),
                        url)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another process: it claims, says so, and stays until it is killed or its parent has gone. */
    static final class Claiming {
        private Claiming() {}

        public static void main(String[] args) throws Exception {
            try (SingleInstance mine = SingleInstance.claim(source(args[0]), PATIENCE)) {
                System.out.println(mine.refusal().orElse("claimed"));
                System.in.read();
            }
        }
    }
}
