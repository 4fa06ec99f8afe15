package org.souk.runtime.wasi;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/** What a descriptor or a name stands for, by its number in WASI preview 1. */
enum FileType {
    /** A standard stream, which is not a terminal and cannot be sought. */
    UNKNOWN(0),
    DIRECTORY(3),
    REGULAR(4),
    SYMBOLIC_LINK(7);

    private final int number;

    FileType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /** The type of what is there; a place without attributes is a directory on the way to a mount. */
    static FileType of(Optional<BasicFileAttributes> attributes) {
        if (attributes.isEmpty() || attributes.get().isDirectory()) {
            return DIRECTORY;
        }
        return attributes.get().isSymbolicLink() ? SYMBOLIC_LINK : REGULAR;
    }
}
