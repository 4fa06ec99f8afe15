package org.souk.lab.exec;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** Passes on what is appended to a file while a program writes it. */
final class FollowedFile {
    private static final int CHUNK = 64 * 1024;

    private final Path file;
    private final OutputStream to;
    private long passed;

    FollowedFile(Path file, OutputStream to) {
        this.file = file;
        this.to = to;
    }

    /** Passes on what has come since the last call; nothing while the file does not exist yet. */
    void catchUp() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile source = new RandomAccessFile(file.toFile(), "r")) {
            source.seek(passed);
            byte[] chunk = new byte[CHUNK];
            for (int n = source.read(chunk); n > 0; n = source.read(chunk)) {
                to.write(chunk, 0, n);
                passed += n;
            }
        }
        to.flush();
    }
}
