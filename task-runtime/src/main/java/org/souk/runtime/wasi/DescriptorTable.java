package org.souk.runtime.wasi;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The program's file descriptors. The lowest free number is given next. */
final class DescriptorTable {

    private final int limit;
    private final OpenFiles files;
    private final TreeMap<Integer, Descriptor> open = new TreeMap<>();

    DescriptorTable(int limit, OpenFiles files) {
        this.limit = limit;
        this.files = files;
    }

    /** Whether there is room for another one. */
    void requireRoom() throws CallFailed {
        if (open.size() >= limit) {
            throw new CallFailed(Errno.MFILE);
        }
    }

    int add(Descriptor descriptor) throws CallFailed {
        requireRoom();
        int number = 0;
        for (int taken : open.keySet()) {
            if (taken != number) {
                break;
            }
            number++;
        }
        open.put(number, descriptor);
        return number;
    }

    Descriptor get(long number) throws CallFailed {
        Descriptor descriptor = open.get((int) number);
        if (descriptor == null) {
            throw new CallFailed(Errno.BADF);
        }
        return descriptor;
    }

    Descriptor.File file(long number) throws CallFailed {
        return get(number).asFile();
    }

    Descriptor.Directory directory(long number) throws CallFailed {
        return get(number).asDirectory();
    }

    void close(long number) throws CallFailed, IOException {
        Optional<OpenFile> file = get(number).openFile();
        open.remove((int) number);
        if (file.isPresent()) {
            files.close(file.get());
        }
    }

    /** Tells that a directory, or what it was, has another name now. */
    void moved(List<String> from, List<String> to) {
        open.values().forEach(descriptor -> descriptor.renamed(from, to));
    }

    /** All that are open, by their numbers. */
    SortedMap<Integer, Descriptor> all() {
        return Collections.unmodifiableSortedMap(open);
    }

    /** Opens one with a number of its own, as it was. */
    void put(int number, Descriptor descriptor) {
        open.put(number, descriptor);
    }

    /** Gives a descriptor the number of another one, which is closed. */
    void renumber(long from, long to) throws CallFailed, IOException {
        Descriptor moved = get(from);
        get(to);
        if (from == to) {
            return;
        }
        close(to);
        open.remove((int) from);
        open.put((int) to, moved);
    }
}
