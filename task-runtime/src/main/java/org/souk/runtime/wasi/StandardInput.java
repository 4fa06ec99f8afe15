package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the program reads from descriptor 0. */
final class StandardInput implements Closeable {

    private final InputStream stream;

    StandardInput(Optional<Path> file) throws IOException {
        stream = file.isPresent() ? Files.newInputStream(file.get()) : InputStream.nullInputStream();
    }

    /** Reads up to the buffer's length; 0 at the end. */
    int read(byte[] buffer) throws IOException {
        return stream.readNBytes(buffer, 0, buffer.length);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
