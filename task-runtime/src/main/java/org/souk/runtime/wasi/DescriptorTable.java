package org.souk.runtime.wasi;

import java.io.IOException;
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
