package org.souk.runtime.wasi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.souk.runtime.snapshot.SnapshotRefused;
import org.souk.runtime.snapshot.StateReader;
import org.souk.runtime.snapshot.StateWriter;

/** The program's file descriptors in a snapshot: the open files first, each once, then the descriptors. */
final class SavedDescriptors {

    private static final int INPUT = 0;
    private static final int OUTPUT = 1;
    private static final int ERROR = 2;
    private static final int DIRECTORY = 3;
    private static final int FILE = 4;
    private static final int MAX_PATH = 64 << 10;
    private static final int MAX_NAME_BYTES = 1024;
    private static final int MAX_LISTED = 1_000_000;
    private static final int ALL_FLAGS = 0x1F;

    private final FileTree tree;
    private final OpenFiles files;
    private final DescriptorTable table;
    private final Descriptor.Input input;
    private final Descriptor.Output output;
    private final Descriptor.Output error;

    SavedDescriptors(
            FileTree tree,
            OpenFiles files,
            DescriptorTable table,
            Descriptor.Input input,
            Descriptor.Output output,
            Descriptor.Output error) {
        this.tree = tree;
        this.files = files;
        this.table = table;
        this.input = input;
        this.output = output;
        this.error = error;
    }

    /** The open files that have no name any more, in the order in which {@link #saveTo} numbers them. */
    List<OpenFile> unnamed() {
        return files.all().stream().filter(OpenFile::isDeleted).toList();
    }

    void saveTo(StateWriter state) {
        List<OpenFile> open = new ArrayList<>(files.all());
        List<OpenFile> unnamed = unnamed();
        state.number(open.size());
        for (OpenFile file : open) {
            state.text(path(file.place().guest())).number(file.isDeleted() ? unnamed.indexOf(file) : -1);
        }
        state.number(table.all().size());
        table.all().forEach((number, descriptor) -> {
            state.number(number);
            descriptor.accept(new Saving(state, open));
        });
    }

    /** Writes what each kind of descriptor is. */
    private final class Saving implements Descriptor.Visitor {
        private final StateWriter state;
        private final List<OpenFile> open;

        private Saving(StateWriter state, List<OpenFile> open) {
            this.state = state;
            this.open = open;
        }

        @Override
        public void input(Descriptor.Input kept) {
            state.octet(INPUT);
        }

        @Override
        public void output(Descriptor.Output kept) {
            state.octet(kept == output ? OUTPUT : ERROR);
        }

        @Override
        public void directory(Descriptor.Directory directory) {
            state.octet(DIRECTORY).text(path(directory.names())).flag(directory.preopened());
            Optional<Set<String>> listed = directory.listed();
            state.flag(listed.isPresent());
            listed.ifPresent(names -> {
                state.number(names.size());
                names.forEach(state::text);
            });
        }

        @Override
        public void file(Descriptor.File file) {
            state.octet(FILE)
                    .number(open.indexOf(file.file()))
                    .flag(file.readable())
                    .flag(file.writable())
                    .octet(file.flags())
                    .large(file.position());
        }
    }

    private static String path(List<String> names) {
        return String.join("/", names);
    }

    /**
     * Opens what was open.
     *
     * @param unnamed where {@link SavedFiles#restore} put the files that have no name
     */
    void restoreFrom(StateReader state, Path unnamed, int limit) throws SnapshotRefused, IOException {
        List<OpenFile> open = new ArrayList<>();
        int count = state.count("open files", limit, 8);
        for (int i = 0; i < count; i++) {
            open.add(openFile(state, unnamed));
        }
        Set<OpenFile> used = new HashSet<>();
        int descriptors = state.count("descriptors", limit, 5);
        for (int i = 0; i < descriptors; i++) {
            int number = state.number("descriptor", 0, limit - 1);
            if (table.all().containsKey(number)) {
                throw new SnapshotRefused("has descriptor " + number + " twice");
            }
            Descriptor descriptor = descriptor(state, open);
            descriptor.openFile().ifPresent(file -> {
                files.used(file);
                used.add(file);
            });
            table.put(number, descriptor);
        }
        if (used.size() != open.size()) {
            throw new SnapshotRefused("has an open file without a descriptor");
        }
    }

    private OpenFile openFile(StateReader state, Path unnamed) throws SnapshotRefused, IOException {
        String path = state.text("path of an open file", MAX_PATH);
        int number = state.number("open file", -1, Integer.MAX_VALUE);
        try {
            FileTree.Place place = tree.at(FileTree.names(path));
            if (number >= 0) {
                return files.openUnnamed(place, SavedFiles.unnamedFile(unnamed, Integer.toString(number)));
            }
            if (FileType.of(tree.attributes(place)) != FileType.REGULAR) {
                throw new SnapshotRefused("has an open file that is none: /" + path);
            }
            return files.reopen(place);
        } catch (CallFailed e) {
            throw new SnapshotRefused("has an open file that is not here: /" + path, e);
        }
    }

    private Descriptor descriptor(StateReader state, List<OpenFile> open) throws SnapshotRefused {
        return switch (state.octet("kind of descriptor")) {
            case INPUT -> input;
            case OUTPUT -> output;
            case ERROR -> error;
            case DIRECTORY -> directory(state);
            case FILE -> file(state, open);
            default -> throw new SnapshotRefused("has a descriptor of an unknown kind");
        };
    }

    private Descriptor directory(StateReader state) throws SnapshotRefused {
        List<String> names = FileTree.names(state.text("path of a directory", MAX_PATH));
        Descriptor.Directory directory = new Descriptor.Directory(names, state.flag("preopened directory"));
        if (state.flag("listing")) {
            SortedMap<String, FileTree.Place> listing = new TreeMap<>();
            int count = state.count("listing", MAX_LISTED, 4);
            for (int i = 0; i < count; i++) {
                List<String> entry = new ArrayList<>(names);
                entry.addAll(FileTree.names(state.text("name in a listing", MAX_NAME_BYTES)));
                if (entry.size() != names.size() + 1) {
                    throw new SnapshotRefused("has a wrong name in a listing");
                }
                try {
                    listing.put(entry.get(names.size()), tree.at(entry));
                } catch (CallFailed e) {
                    throw new SnapshotRefused("has a wrong name in a listing", e);
                }
            }
            directory.listed(listing);
        }
        return directory;
    }

    private static Descriptor file(StateReader state, List<OpenFile> open) throws SnapshotRefused {
        int index = state.number("file of a descriptor", 0, open.size() - 1);
        boolean readable = state.flag("readable descriptor");
        boolean writable = state.flag("writable descriptor");
        int flags = state.octet("flags of a descriptor");
        long position = state.large("position of a descriptor", 0, Long.MAX_VALUE);
        OpenFile file = open.get(index);
        if (flags > ALL_FLAGS || writable && !file.place().writable()) {
            throw new SnapshotRefused("has a descriptor that may do more than is allowed");
        }
        Descriptor.File descriptor = new Descriptor.File(file, readable, writable, flags);
        descriptor.position(position);
        return descriptor;
    }
}
