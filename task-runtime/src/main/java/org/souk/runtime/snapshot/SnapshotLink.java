package org.souk.runtime.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The end of a snapshot, to which a further record can be linked.
 *
 * @param file where the snapshot is
 * @param length of the file in bytes
 * @param wholeLength the length of its first record, the whole one, in bytes
 * @param records how many there are
 * @param mac of the last record
 */
public record SnapshotLink(Path file, long length, long wholeLength, int records, byte[] mac) {

    /** A chain is not longer than this, so that it is read in bounded time. */
    public static final int MAX_RECORDS = 32;

    /** A file of so many bytes is not too long, however small its first record is. */
    private static final long SMALL = 1 << 20;

    /** Whether a further record is better than a new whole one, and possible. */
    public boolean shouldGrow() throws IOException {
        return length < Math.max(SMALL, 3 * wholeLength) && canGrow();
    }

    /** Whether a further record is possible: the file is still the one that was left. */
    public boolean canGrow() throws IOException {
        return records < MAX_RECORDS && Files.isRegularFile(file) && Files.size(file) == length;
    }
}
