package org.souk.runtime.wasi;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which pieces of which files the program changed since its files were last saved. */
final class FileJournal {

    /** The size of a piece in bytes. */
    static final int PIECE = 256 << 10;

    private final Map<Path, BitSet> pieces = new HashMap<>();
    private final Set<Path> whole = new HashSet<>();

    /** Bytes of a file were changed, from one offset up to another. */
    void changed(Path file, long from, long to) {
        if (to > from && !isWhole(file)) {
            pieces.computeIfAbsent(file, f -> new BitSet()).set(piece(from), piece(to - 1) + 1);
        }
    }

    private static int piece(long offset) {
        return (int) (offset / PIECE);
    }

    /** A file is new, or stands at another place with everything below it. */
    void appeared(Path file) {
        whole.add(file);
    }

    private boolean isWhole(Path file) {
        for (Path place = file; place != null; place = place.getParent()) {
            if (whole.contains(place)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this piece of a file must be saved. */
    boolean hasChanged(Path file, int piece) {
        BitSet changed = pieces.get(file);
        return changed != null && changed.get(piece) || isWhole(file);
    }

    /** Everything was saved. */
    void clear() {
        pieces.clear();
        whole.clear();
    }
}
