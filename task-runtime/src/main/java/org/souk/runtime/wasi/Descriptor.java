package org.souk.runtime.wasi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What stands behind a file descriptor of the program. */
sealed interface Descriptor {

    /** Standard input. */
    record Input(StandardInput stream) implements Descriptor {}

    /** Standard output or standard error. */
    record Output(StandardOutput stream) implements Descriptor {}

    /** A directory; what it contains is looked up by its names, each time. */
    final class Directory implements Descriptor {
        private List<String> names;
        private final boolean preopened;
        private SortedMap<String, FileTree.Place> listing;

        Directory(List<String> names, boolean preopened) {
            this.names = List.copyOf(names);
            this.preopened = preopened;
        }

        List<String> names() {
            return names;
        }

        /** It, or a directory above it, has another name now. */
        void moved(List<String> to) {
            names = List.copyOf(to);
            listing = null;
        }

        boolean preopened() {
            return preopened;
        }

        /** The names of the entries as they were then; empty when it was not read. */
        Optional<Set<String>> listed() {
            return Optional.ofNullable(listing).map(SortedMap::keySet);
        }

        void listed(SortedMap<String, FileTree.Place> entries) {
            listing = entries;
        }

        /** The entries as they were when the program last began to read them. */
        SortedMap<String, FileTree.Place> listing(FileTree tree, boolean afresh) throws CallFailed {
            if (afresh || listing == null) {
                listing = tree.list(names);
            }
            return listing;
        }
    }

    /** An open file with a position of its own. */
    final class File implements Descriptor {
        private final OpenFile file;
        private boolean readable;
        private boolean writable;
        private int flags;
        private long position;

        File(OpenFile file, boolean readable, boolean writable, int flags) {
            this.file = file;
            this.readable = readable;
            this.writable = writable;
            this.flags = flags;
        }

        OpenFile file() {
            return file;
        }

        boolean readable() {
            return readable;
        }

        boolean writable() {
            return writable;
        }

        /** Gives up what is not kept. */
        void restrict(boolean reads, boolean writes) {
            readable &= reads;
            writable &= writes;
        }

        boolean appends() {
            return (flags & 1) != 0;
        }

        int flags() {
            return flags;
        }

        void flags(int changed) {
            flags = changed;
        }

        long position() {
            return position;
        }

        void position(long moved) {
            position = moved;
        }
    }
}
