package org.souk.ipfs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a full disk from other failures, for which Java has no type. */
final class DiskSpace {
    private DiskSpace() {}

    /** Whether a write below the folder failed for want of space: by Linux's words for it, or since none is left. */
    static boolean ranOut(IOException failure, Path folder) throws IOException {
        String message = String.valueOf(failure.getMessage());
        return message.contains("No space left on device")
                || message.contains("Disk quota exceeded")
                || Files.getFileStore(folder).getUsableSpace() == 0;
    }
}
