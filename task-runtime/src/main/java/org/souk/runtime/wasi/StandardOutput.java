package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the program writes to descriptor 1 or 2: a file up to a limit. */
final class StandardOutput implements Closeable {

    private final String name;
    private final OutputStream file;
    private final long limit;
    private long written;

    StandardOutput(String name, Path file, long limit) throws IOException {
        this.name = name;
        this.file = Files.newOutputStream(file);
        this.limit = limit;
    }

    /** Writes it, or as much as is allowed and then {@link OutputLimitReached}. */
    void write(byte[] bytes) throws IOException {
        int allowed = (int) Math.min(bytes.length, limit - written);
        file.write(bytes, 0, allowed);
        written += allowed;
        if (allowed < bytes.length) {
            throw new OutputLimitReached(name, limit);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
