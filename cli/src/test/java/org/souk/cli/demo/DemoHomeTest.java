package org.souk.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.cli.local.LocalFailure;
import org.souk.cli.local.SoukScript;

class DemoHomeTest {
    @TempDir
    private Path parent;

    private Path folder;
    private SoukScript souk;

    @BeforeEach
    void nameFolder() {
        folder = parent.resolve("demo");
        souk = new SoukScript(parent);
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
        Path precious = Files.writeString(Files.createDirectory(folder).resolve("precious"), "x");
        assertThatThrownBy(() -> DemoHome.claim(folder, souk))
                .isInstanceOf(LocalFailure.class)
                .hasMessageContaining("is not empty and no demo has made it");
        assertThat(precious).exists();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Files.writeString(folder, "x");
        assertThatThrownBy(() -> DemoHome.claim(folder, souk)).isInstanceOf(LocalFailure.class);
    }

    @Test
    void whatAnEarlierDemoLeftIsRemoved() throws IOException, InterruptedException {
        DemoHome.claim(folder, souk).close();
        Files.writeString(Files.createDirectories(folder.resolve("results")).resolve("old.png"), "x");
        Files.writeString(folder.resolve("souk.properties"), "x");
        try (DemoHome home = DemoHome.claim(folder, souk)) {
            assertThat(home.folder()).isDirectoryNotContaining("glob:**{results,souk.properties}");
        }
    }

    @Test
    void twoDemosDoNotShareAFolder() throws IOException, InterruptedException {
        try (DemoHome home = DemoHome.claim(folder, souk)) {
            assertThatThrownBy(() -> DemoHome.claim(home.folder(), souk)).hasMessageContaining("another demo runs");
        }
    }

    @Test
    void tidyingLeavesResultsAndLogs() throws IOException, InterruptedException {
        try (DemoHome home = DemoHome.claim(folder, souk)) {
            Path result =
                    Files.writeString(Files.createDirectories(home.results()).resolve("a.png"), "x");
            Path log = Files.writeString(
                    Files.createDirectories(folder.resolve("log")).resolve("server.log"), "x");
            Path secret = Files.writeString(folder.resolve("operator.json"), "x");
            home.tidy();
            assertThat(result).exists();
            assertThat(log).exists();
            assertThat(secret).doesNotExist();
        }
    }
}
