package org.souk.lab.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.lab.ExperimentFailed;
import org.souk.runtime.Mount;

class GuestDirectoryTest {
    @ParameterizedTest
    @CsvSource({
        "data:/data, data, /data",
        "data:/a/b/, data, /a/b",
        "/x/y:in, /x/y, /in",
        "a:b:/c, a:b, /c",
        ".:/, ., /",
        ".:., ., /",
        "data:/../up, data, /up"
    })
    void guestPathsAreAbsolute(String text, String host, String guest) {
        assertThat(GuestDirectory.parse(text)).isEqualTo(new GuestDirectory(Path.of(host), guest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data", ":/data", "data:"})
    void bothSidesAreNeeded(String text) {
        assertThatThrownBy(() -> GuestDirectory.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HOST:GUEST");
    }

    @Test
    void foldersCanBeWrittenFilesCannot(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "x");
        assertThat(new GuestDirectory(folder, "/d").mount()).isEqualTo(Mount.readWrite(folder, "/d"));
        assertThat(new GuestDirectory(file, "/f").mount()).isEqualTo(Mount.readOnly(file, "/f"));
    }

    @Test
    void whatIsMissingIsNamed(@TempDir Path folder) {
        assertThatThrownBy(new GuestDirectory(folder.resolve("nothing"), "/d")::check)
                .isInstanceOf(ExperimentFailed.class)
                .hasMessageContaining("nothing does not exist");
    }

    @Test
    void aFileCannotBeTheRoot(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "x");
        assertThatThrownBy(new GuestDirectory(file, "/")::check).hasMessageContaining("is not a folder");
    }
}
