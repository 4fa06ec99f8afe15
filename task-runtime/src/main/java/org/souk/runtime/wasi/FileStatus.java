package org.souk.runtime.wasi;

import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.souk.runtime.wasi.FileTimes.Times;
import org.souk.runtime.wasi.FileTree.Place;

/** The {@code filestat} of WASI preview 1. Only kinds and sizes are the host's; device and number of links never are. */
final class FileStatus {

    static final int SIZE = 64;

    private FileStatus() {}

    static void write(
            GuestMemory memory, long address, Place place, Optional<BasicFileAttributes> attributes, Times times)
            throws CallFailed {
        writeStream(memory, address, FileType.of(attributes));
        memory.putLong(address + 8, place.inode());
        if (attributes.isPresent()) {
            BasicFileAttributes present = attributes.get();
            memory.putLong(address + 32, present.isRegularFile() ? present.size() : 0);
        }
        memory.putLong(address + 40, times.accessed());
        memory.putLong(address + 48, times.modified());
        memory.putLong(address + 56, times.changed());
    }

    /** For what is no file: only a type. */
    static void writeStream(GuestMemory memory, long address, FileType type) throws CallFailed {
        memory.zero(address, SIZE);
        memory.putByte(address + 16, type.number());
        memory.putLong(address + 24, 1);
    }

    /**
     * Sets the times that a program wants.
     *
     * @param flags which of them: 1 and 4 as given, 2 and 8 to the present
     */
    static void setTimes(FileTimes times, Place place, long accessed, long modified, long flags) throws CallFailed {
        Times present = times.of(place);
        long newAccessed = wanted(accessed, (flags & 1) != 0, (flags & 2) != 0, present.accessed(), times);
        long newModified = wanted(modified, (flags & 4) != 0, (flags & 8) != 0, present.modified(), times);
        times.set(place, newAccessed, newModified);
    }

    private static long wanted(long nanos, boolean set, boolean now, long present, FileTimes times) throws CallFailed {
        if (set && now) {
            throw new CallFailed(Errno.INVAL);
        }
        if (now) {
            return times.now();
        }
        return set ? nanos : present;
    }
}
