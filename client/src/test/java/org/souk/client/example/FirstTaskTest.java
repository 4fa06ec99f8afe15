package org.souk.client.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FirstTaskTest {
    private static final Path SOURCE = Path.of("src/test/java/org/souk/client/example/FirstTask.java");
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern REGION = Pattern.compile("// README begins\n(.*?) *// README ends", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    @Timeout(60)
    void exampleSavesWhatItsTaskWrote() throws Exception {
        Path program = Files.writeString(folder.resolve("program.wasm"), "a program");
        Path input = Files.writeString(folder.resolve("load.csv.gz"), "what it reads");
        try (ObligingMarket market = new ObligingMarket()) {
            List<Path> saved =
                    FirstTask.run(market.url(), "alice", "secret", program, input, folder.resolve("results"));

            assertThat(saved).containsExactly(folder.resolve("results/report.txt"));
            assertThat(saved.get(0)).hasContent("what it reads");
            assertThat(market.task().arguments()).containsExactly("/load.csv.gz", "/report.txt");
            assertThat(market.idempotencyKey()).isNotBlank();
        }
    }

    @Test
    void readmeShowsTheExampleAsItIs() throws Exception {
        String shown = found(CODE, Files.readString(Path.of("README.md")));
        String compiled = found(REGION, Files.readString(SOURCE));

        assertThat(shown.stripTrailing()).isEqualTo(compiled.stripTrailing().stripIndent());
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
