package org.souk.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The committed programs, see {@code programs/README.md}. */
public final class TestPrograms {

    private TestPrograms() {}

    /** The file of a program. */
    public static Path file(String name) {
        try {
            return Path.of(TestPrograms.class
                    .getResource("/programs/" + name + ".wasm")
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bytes of a program. */
    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
