package org.souk.lab.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowedFileTest {
    @Test
    void passesEachByteOnOnce(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("out");
        ByteArrayOutputStream passed = new ByteArrayOutputStream();
        FollowedFile followed = new FollowedFile(file, passed);
        followed.catchUp();
        Files.writeString(file, "first ");
        followed.catchUp();
        followed.catchUp();
        Files.writeString(file, "second", StandardOpenOption.APPEND);
        followed.catchUp();
        assertThat(passed).hasToString("first second");
    }
}
