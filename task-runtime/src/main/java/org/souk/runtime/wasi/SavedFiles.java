package org.souk.runtime.wasi;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.souk.runtime.RunLimits;
import org.souk.runtime.RunRequest;
import org.souk.runtime.snapshot.Section;
import org.souk.runtime.snapshot.SnapshotReader;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.SnapshotWriter;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

/**
 * The files of a task in a snapshot: what is below its root and its writable mounts, what it wrote to its output streams,
 * and the files that it has deleted and still has open. Symbolic links are not saved; a task cannot make any.
 *
 * <p>On the wire blocks with lists of the entries come first, a directory before what is in it; then come the pieces of
 * files, each with the number of its entry and its offset. In a whole record, pieces of zeros are left out.
 */
final class SavedFiles {

    /** Where an entry is, beside the numbers of the writable trees. */
    private static final int UNNAMED = 0xFD;

    private static final int STDOUT = 0xFE;
    private static final int STDERR = 0xFF;

    private static final int LIST = 0;
    private static final int CONTENT = 1;
    private static final int CONTENT_HEADER = 1 + 4 + 8;
    private static final int LIST_SIZE = 128 << 10;
    private static final int MIN_ENTRY = 1 + 4 + 1 + 8;
    private static final int MAX_PATH = FileTree.MAX_PATH;
    private static final int MAX_TREES = 64;
    private static final int MAX_ENTRIES = 100_000;

    /** What may be in the trees beside what the task's storage limit is for. */
    private static final long FIRST_CONTENT = 16L << 20;

    private record Entry(int tree, String path, boolean directory, long size) {}

    private final List<Path> trees;
    private final Path stdout;
    private final Path stderr;
    private final RunLimits limits;

    /** @param trees the root and the writable mounts, as {@link FileTree#writable} lists them */
    SavedFiles(List<Path> trees, RunRequest request) {
        this.trees = List.copyOf(trees);
        this.stdout = request.streams().stdout();
        this.stderr = request.streams().stderr();
        this.limits = request.limits();
    }

    /** Saves them all, or what changed since they were last saved. */
    void save(SnapshotWriter writer, FileJournal journal, List<FileChannel> unnamed) throws IOException {
        if (trees.size() > MAX_TREES) {
            throw new IOException("more than " + MAX_TREES + " writable mounts cannot be saved");
        }
        List<Entry> entries = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int tree = 0; tree < trees.size(); tree++) {
            list(tree, entries, files);
        }
        add(STDOUT, stdout, entries, files);
        add(STDERR, stderr, entries, files);
        for (int i = 0; i < unnamed.size(); i++) {
            entries.add(new Entry(
                    UNNAMED, Integer.toString(i), false, unnamed.get(i).size()));
        }
        if (entries.size() > MAX_ENTRIES) {
            throw new IOException("more than " + MAX_ENTRIES + " files cannot be saved");
        }
        writeLists(writer, entries);
        for (int i = 0; i < files.size(); i++) {
            if (!entries.get(i).directory && entries.get(i).size > 0) {
                writeContent(writer, i, files.get(i), entries.get(i).size, journal);
            }
        }
        for (int i = 0; i < unnamed.size(); i++) {
            FileChannel channel = unnamed.get(i);
            writeContent(writer, files.size() + i, channel, channel.size(), piece -> true);
        }
    }

    private void list(int tree, List<Entry> entries, List<Path> files) throws IOException {
        Path top = trees.get(tree);
        Files.walkFileTree(top, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                if (!directory.equals(top)) {
                    entries.add(entry(tree, top.relativize(directory), attributes));
                    files.add(directory);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    entries.add(entry(tree, top.relativize(file), attributes));
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static Entry entry(int tree, Path relative, BasicFileAttributes attributes) {
        List<String> names = new ArrayList<>();
        relative.forEach(name -> names.add(name.toString()));
        return new Entry(
                tree,
                String.join("/", names),
                attributes.isDirectory(),
                attributes.isDirectory() ? 0 : attributes.size());
    }

    private static void add(int stream, Path file, List<Entry> entries, List<Path> files) throws IOException {
        entries.add(new Entry(stream, "", false, Files.size(file)));
        files.add(file);
    }

    private static void writeLists(SnapshotWriter writer, List<Entry> entries) throws IOException {
        for (int from = 0; from < entries.size(); ) {
            int to = from;
            int size = 0;
            while (to < entries.size() && size < LIST_SIZE) {
                size += MIN_ENTRY + 3 * entries.get(to++).path.length();
            }
            StateWriter block = new StateWriter().octet(LIST).number(to - from);
            for (Entry entry : entries.subList(from, to)) {
                block.octet(entry.tree).text(entry.path).flag(entry.directory).large(entry.size);
            }
            byte[] bytes = block.toByteArray();
            writer.block(Section.FILE, bytes, bytes.length);
            from = to;
        }
    }

    private static void writeContent(SnapshotWriter writer, int number, Path file, long size, FileJournal journal)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            boolean whole = writer.isWhole();
            writeContent(writer, number, channel, size, piece -> whole || journal.hasChanged(file, piece));
        }
    }

    private interface Pieces {
        boolean includes(int piece);
    }

    private static void writeContent(SnapshotWriter writer, int number, FileChannel channel, long size, Pieces pieces)
            throws IOException {
        byte[] block = new byte[CONTENT_HEADER + (int) Math.min(size, FileJournal.PIECE)];
        for (long offset = 0; offset < size; offset += FileJournal.PIECE) {
            if (!pieces.includes((int) (offset / FileJournal.PIECE))) {
                continue;
            }
            int length = (int) Math.min(FileJournal.PIECE, size - offset);
            ByteBuffer content = ByteBuffer.wrap(block, CONTENT_HEADER, length);
            while (content.hasRemaining()) {
                if (channel.read(content, offset + content.position() - CONTENT_HEADER) < 0) {
                    throw new IOException("a file became shorter while it was saved");
                }
            }
            if (!writer.isWhole() || !isZero(block, length)) {
                ByteBuffer.wrap(block).put((byte) CONTENT).putInt(number).putLong(offset);
                writer.block(Section.FILE, block, CONTENT_HEADER + length);
            }
        }
    }

    private static boolean isZero(byte[] block, int length) {
        int at = CONTENT_HEADER;
        return block[at] == 0 && Arrays.equals(block, at, at + length - 1, block, at + 1, at + length);
    }

    /**
     * Makes the files what they were at the reader's present record: what is not in it is deleted.
     *
     * @param unnamed where the files without a name are put, to be opened and deleted
     */
    void restore(SnapshotReader reader, Path unnamed) throws IOException, SnapshotRefused {
        try (Restored restored = new Restored(unnamed, reader.isWhole())) {
            reader.read(Section.FILE, restored::take);
            restored.finish();
        }
    }

    /** The files of one record. */
    private final class Restored implements Closeable {
        private final Path unnamed;
        private final boolean whole;
        private final List<Entry> entries = new ArrayList<>();
        private final List<Path> files = new ArrayList<>();
        private final Map<Path, Entry> byFile = new HashMap<>();
        private final Set<Path> directories = new HashSet<>(trees);
        private long storage;
        private boolean arranged;
        private int openNumber = -1;
        private FileChannel open;

        Restored(Path unnamed, boolean whole) {
            this.unnamed = unnamed;
            this.whole = whole;
        }

        void take(byte[] raw, int length) throws IOException, SnapshotRefused {
            if (length > 0 && raw[0] == LIST && !arranged) {
                list(new StateReader(Arrays.copyOfRange(raw, 1, length)));
            } else if (length >= CONTENT_HEADER && raw[0] == CONTENT) {
                arrange();
                write(ByteBuffer.wrap(raw, 1, length - 1));
            } else {
                throw new SnapshotRefused("has a piece of a file in a wrong place");
            }
        }

        private void list(StateReader in) throws SnapshotRefused {
            int count = in.count("list of files", MAX_ENTRIES - entries.size(), MIN_ENTRY);
            for (int i = 0; i < count; i++) {
                int tree = in.octet("file");
                String path = in.text("path", MAX_PATH);
                boolean directory = in.flag("kind of file");
                long size = in.large("size of a file", 0, directory ? 0 : Long.MAX_VALUE / 4);
                Entry entry = new Entry(tree, path, directory, size);
                Path file = placeOf(entry);
                requireRoom(entry);
                if (byFile.put(file, entry) != null) {
                    throw new SnapshotRefused("has a file twice: " + path);
                }
                if (directory) {
                    directories.add(file);
                }
                entries.add(entry);
                files.add(file);
            }
            in.end();
        }

        private Path placeOf(Entry entry) throws SnapshotRefused {
            if (entry.tree == STDOUT || entry.tree == STDERR || entry.tree == UNNAMED) {
                if (entry.directory || entry.tree != UNNAMED && !entry.path.isEmpty()) {
                    throw new SnapshotRefused("has a wrong stream");
                }
                return entry.tree == UNNAMED
                        ? unnamedFile(unnamed, entry.path)
                        : entry.tree == STDOUT ? stdout : stderr;
            }
            if (entry.tree >= trees.size()) {
                throw new SnapshotRefused("has files of a writable mount that this run does not have");
            }
            Path place = trees.get(entry.tree);
            for (String name : FileTree.names(entry.path)) {
                place = place.resolve(name);
            }
            if (!directories.contains(place.getParent())) {
                throw new SnapshotRefused("has a file without its directory: " + entry.path);
            }
            return place;
        }

        private void requireRoom(Entry entry) throws SnapshotRefused {
            if (entry.tree == STDOUT || entry.tree == STDERR) {
                if (entry.size > limits.outputBytes()) {
                    throw new SnapshotRefused("has more output than is allowed: " + entry.size + " bytes");
                }
                return;
            }
            storage += StorageQuota.ENTRY + entry.size;
            if (storage > limits.storageBytes() + FIRST_CONTENT) {
                throw new SnapshotRefused(
                        "has more files than the storage limit of " + limits.storageBytes() + " bytes allows");
            }
        }

        private void arrange() throws IOException {
            if (arranged) {
                return;
            }
            arranged = true;
            for (Path tree : trees) {
                deleteOthers(tree);
            }
            for (int i = 0; i < files.size(); i++) {
                if (entries.get(i).directory) {
                    if (!Files.isDirectory(files.get(i), LinkOption.NOFOLLOW_LINKS)) {
                        Files.createDirectory(files.get(i));
                    }
                } else {
                    resize(files.get(i), entries.get(i).size);
                }
            }
        }

        private void deleteOthers(Path tree) throws IOException {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Entry entry = byFile.get(file);
                    boolean stays = attributes.isRegularFile() ? entry != null && !entry.directory : entry == null;
                    if (!stays) {
                        Files.delete(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, IOException failure) throws IOException {
                    if (failure != null) {
                        throw failure;
                    }
                    if (!directories.contains(directory)) {
                        deleteIfEmpty(directory);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }

        /** What is left in it can only be a symbolic link, which is not the snapshot's to decide about. */
        private void deleteIfEmpty(Path directory) throws IOException {
            try {
                Files.delete(directory);
            } catch (DirectoryNotEmptyException e) {
                directories.add(directory);
            }
        }

        private void resize(Path file, long size) throws IOException {
            Set<OpenOption> options =
                    Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS);
            try (FileChannel channel = FileChannel.open(file, options)) {
                channel.truncate(whole ? 0 : size);
                if (channel.size() < size) {
                    channel.write(ByteBuffer.allocate(1), size - 1);
                }
            }
        }

        private void write(ByteBuffer block) throws IOException, SnapshotRefused {
            int number = block.getInt();
            long offset = block.getLong();
            if (number < 0
                    || number >= entries.size()
                    || entries.get(number).directory
                    || offset < 0
                    || offset > entries.get(number).size - block.remaining()) {
                throw new SnapshotRefused("has a piece of a file outside of the file");
            }
            if (number != openNumber) {
                close();
                open = FileChannel.open(files.get(number), Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
                openNumber = number;
            }
            for (long at = offset; block.hasRemaining(); ) {
                at += open.write(block, at);
            }
        }

        void finish() throws IOException {
            arrange();
            close();
        }

        @Override
        public void close() throws IOException {
            if (open != null) {
                open.close();
                open = null;
                openNumber = -1;
            }
        }
    }

    /** Where a file that has no name any more is put. */
    static Path unnamedFile(Path unnamed, String number) throws SnapshotRefused {
        if (number.isEmpty() || number.length() > 6 || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new SnapshotRefused("has a file with a wrong number");
        }
        return unnamed.resolveSibling(unnamed.getFileName() + ".unnamed-" + number);
    }
}
