package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.souk.runtime.snapshot.SnapshotRefused;

/** What the program reads from descriptor 0. */
final class StandardInput implements Closeable {

    private final InputStream stream;
    private long position;

    StandardInput(Optional<Path> file) throws IOException {
        stream = file.isPresent() ? Files.newInputStream(file.get()) : InputStream.nullInputStream();
    }

    long position() {
        return position;
    }

    /** Goes on where the program had read to. */
    void goTo(long offset) throws IOException, SnapshotRefused {
        try {
            stream.skipNBytes(offset);
        } catch (EOFException e) {
            throw new SnapshotRefused("has read further than standard input is long", e);
        }
        position = offset;
    }

    /** Reads up to the buffer's length; 0 at the end. */
    int read(byte[] buffer) throws IOException {
        int count = stream.readNBytes(buffer, 0, buffer.length);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
