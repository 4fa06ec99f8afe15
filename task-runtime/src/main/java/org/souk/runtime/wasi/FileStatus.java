package org.souk.runtime.wasi;

import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.souk.runtime.wasi.FileTree.Place;

/** The {@code filestat} of WASI preview 1 and the times in it. */
final class FileStatus {

    static final int SIZE = 64;

    private FileStatus() {}

    static void write(GuestMemory memory, long address, Place place, Optional<BasicFileAttributes> attributes)
            throws CallFailed {
        writeStream(memory, address, FileType.of(attributes));
        memory.putLong(address + 8, place.inode());
        if (attributes.isPresent()) {
            BasicFileAttributes present = attributes.get();
            memory.putLong(address + 32, present.isRegularFile() ? present.size() : 0);
            memory.putLong(address + 40, nanos(present.lastAccessTime()));
            memory.putLong(address + 48, nanos(present.lastModifiedTime()));
            memory.putLong(address + 56, nanos(present.lastModifiedTime()));
        }
    }

    /** For what is no file: only a type. */
    static void writeStream(GuestMemory memory, long address, FileType type) throws CallFailed {
        memory.zero(address, SIZE);
        memory.putByte(address + 16, type.number());
        memory.putLong(address + 24, 1);
    }

    private static long nanos(FileTime time) {
        return time.to(TimeUnit.NANOSECONDS);
    }

    /** The access and modification times that a program wants, by its flags; null for one that stays. */
    static FileTime wanted(long nanos, boolean set, boolean now, FileTime present) throws CallFailed {
        if (set && now) {
            throw new CallFailed(Errno.INVAL);
        }
        if (now) {
            return present;
        }
        return set ? FileTime.from(nanos, TimeUnit.NANOSECONDS) : null;
    }
}
