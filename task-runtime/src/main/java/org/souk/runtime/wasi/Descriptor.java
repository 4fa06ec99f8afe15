package org.souk.runtime.wasi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** What stands behind a file descriptor of the program. */
sealed interface Descriptor {

    FileType type();

    /** What can be done with it, of {@link Rights}. */
    long rights();

    /** The flags that the program gave it; 0 where it can give none. */
    int flags();

    /** Gives it other flags; what has none ignores that. */
    void flags(int changed);

    /** Gives up rights to read or write that are not kept; only those to files can be given up. */
    void restrict(boolean reads, boolean writes);

    /** The file behind it, if there is one. */
    Optional<OpenFile> openFile();

    /** @throws CallFailed if it is no file, with what it is instead */
    File asFile() throws CallFailed;

    /** @throws CallFailed if it is no directory */
    Directory asDirectory() throws CallFailed;

    /** A directory has another name now. */
    void renamed(List<String> from, List<String> to);

    /** Writes its {@code filestat}. */
    void writeStatus(GuestMemory memory, long address, FileTree tree, FileTimes times) throws CallFailed, IOException;

    /** Calls the visitor's method for this kind of descriptor. */
    void accept(Visitor visitor);

    /** Treats every kind of descriptor: who implements this knows all of them, or does not compile. */
    interface Visitor {
        void input(Input input);

        void output(Output output);

        void directory(Directory directory);

        void file(File file);
    }

    /** One of the standard streams. */
    sealed interface Stream extends Descriptor {
        @Override
        default FileType type() {
            return FileType.UNKNOWN;
        }

        @Override
        default int flags() {
            return 0;
        }

        @Override
        default void flags(int changed) {
            // A stream has none.
        }

        @Override
        default void restrict(boolean reads, boolean writes) {
            // A stream keeps its one right.
        }

        @Override
        default Optional<OpenFile> openFile() {
            return Optional.empty();
        }

        @Override
        default File asFile() throws CallFailed {
            throw new CallFailed(Errno.SPIPE);
        }

        @Override
        default Directory asDirectory() throws CallFailed {
            throw new CallFailed(Errno.NOTDIR);
        }

        @Override
        default void renamed(List<String> from, List<String> to) {
            // A stream has no name.
        }

        @Override
        default void writeStatus(GuestMemory memory, long address, FileTree tree, FileTimes times) throws CallFailed {
            FileStatus.writeStream(memory, address, FileType.UNKNOWN);
        }
    }

    /** Standard input. */
    record Input(StandardInput stream) implements Stream {
        @Override
        public long rights() {
            return Rights.READ;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.input(this);
        }
    }

    /** Standard output or standard error. */
    record Output(StandardOutput stream) implements Stream {
        @Override
        public long rights() {
            return Rights.WRITE;
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.output(this);
        }
    }

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

        @Override
        public FileType type() {
            return FileType.DIRECTORY;
        }

        @Override
        public long rights() {
            return Rights.ALL & ~(Rights.READ | Rights.WRITE | Rights.SEEK | Rights.TELL);
        }

        @Override
        public int flags() {
            return 0;
        }

        @Override
        public void flags(int changed) {
            // A directory has none.
        }

        @Override
        public void restrict(boolean reads, boolean writes) {
            // It has neither right.
        }

        @Override
        public Optional<OpenFile> openFile() {
            return Optional.empty();
        }

        @Override
        public File asFile() throws CallFailed {
            throw new CallFailed(Errno.ISDIR);
        }

        @Override
        public Directory asDirectory() {
            return this;
        }

        /** It, or a directory above it, may be the one that has another name now. */
        @Override
        public void renamed(List<String> from, List<String> to) {
            if (names.size() >= from.size() && names.subList(0, from.size()).equals(from)) {
                List<String> moved = new ArrayList<>(to);
                moved.addAll(names.subList(from.size(), names.size()));
                names = List.copyOf(moved);
                listing = null;
            }
        }

        @Override
        public void writeStatus(GuestMemory memory, long address, FileTree tree, FileTimes times) throws CallFailed {
            FileTree.Place place = tree.at(names);
            FileStatus.write(memory, address, place, tree.attributes(place), times.of(place));
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.directory(this);
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

        @Override
        public FileType type() {
            return FileType.REGULAR;
        }

        @Override
        public long rights() {
            return Rights.ALL & ~(readable ? 0 : Rights.READ) & ~(writable ? 0 : Rights.WRITE);
        }

        @Override
        public void restrict(boolean reads, boolean writes) {
            readable &= reads;
            writable &= writes;
        }

        @Override
        public Optional<OpenFile> openFile() {
            return Optional.of(file);
        }

        @Override
        public File asFile() {
            return this;
        }

        @Override
        public Directory asDirectory() throws CallFailed {
            throw new CallFailed(Errno.NOTDIR);
        }

        @Override
        public void renamed(List<String> from, List<String> to) {
            // The open file itself knows where it is.
        }

        @Override
        public void writeStatus(GuestMemory memory, long address, FileTree tree, FileTimes times)
                throws CallFailed, IOException {
            FileStatus.writeStream(memory, address, FileType.REGULAR);
            FileTree.Place place = file.place();
            if (!file.isDeleted() && Files.exists(place.host(), LinkOption.NOFOLLOW_LINKS)) {
                FileStatus.write(memory, address, place, tree.attributes(place), times.of(place));
            }
            memory.putLong(address + 32, file.size());
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.file(this);
        }

        boolean appends() {
            return (flags & 1) != 0;
        }

        @Override
        public int flags() {
            return flags;
        }

        @Override
        public void flags(int changed) {
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
