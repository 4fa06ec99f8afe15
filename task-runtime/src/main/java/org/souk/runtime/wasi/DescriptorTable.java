package org.souk.runtime.wasi;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
        if (get(number) instanceof Descriptor.File file) {
            return file;
        }
        throw new CallFailed(get(number) instanceof Descriptor.Directory ? Errno.ISDIR : Errno.SPIPE);
    }

    Descriptor.Directory directory(long number) throws CallFailed {
        if (get(number) instanceof Descriptor.Directory directory) {
            return directory;
        }
        throw new CallFailed(Errno.NOTDIR);
    }

    void close(long number) throws CallFailed, IOException {
        Descriptor closed = get(number);
        open.remove((int) number);
        if (closed instanceof Descriptor.File file) {
            files.close(file.file());
        }
    }

    /** Tells that a directory, or what it was, has another name now. */
    void moved(List<String> from, List<String> to) {
        for (Descriptor descriptor : open.values()) {
            if (descriptor instanceof Descriptor.Directory directory
                    && directory.names().size() >= from.size()
                    && directory.names().subList(0, from.size()).equals(from)) {
                List<String> names = new ArrayList<>(to);
                names.addAll(
                        directory.names().subList(from.size(), directory.names().size()));
                directory.moved(names);
            }
        }
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
