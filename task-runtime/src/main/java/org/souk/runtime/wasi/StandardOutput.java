package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the program writes to descriptor 1 or 2: a file up to a limit. */
final class StandardOutput implements Closeable {

    private final String name;
    private final Path path;
    private final OutputStream file;
    private final FileJournal journal;
    private final long limit;
    private long written;

    /** @param goesOn whether it goes on after what is in the file, instead of overwriting it */
    StandardOutput(String name, Path path, long limit, FileJournal journal, boolean goesOn) throws IOException {
        this.name = name;
        this.path = path;
        this.file = goesOn ? Files.newOutputStream(path, StandardOpenOption.APPEND) : Files.newOutputStream(path);
        this.written = goesOn ? Files.size(path) : 0;
        this.limit = limit;
        this.journal = journal;
    }

    /** Writes it, or as much as is allowed and then {@link OutputLimitReached}. */
    void write(byte[] bytes) throws IOException {
        int allowed = (int) Math.min(bytes.length, limit - written);
        journal.changed(path, written, written + allowed);
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
