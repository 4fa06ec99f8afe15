package org.souk.runtime.wasi;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.souk.runtime.wasi.FileTree.Place;
import org.souk.runtime.wasi.GuestMemory.Stretch;

/** The functions of WASI that work on a file descriptor. */
final class DescriptorCalls {

    /** How much is moved between a file and the program at once. */
    private static final int CHUNK = 1 << 16;

    private static final int LAST_ADVICE = 5;

    private final FileTree tree;
    private final DescriptorTable table;
    private final FileTimes times;

    DescriptorCalls(FileTree tree, DescriptorTable table, FileTimes times) {
        this.tree = tree;
        this.table = table;
        this.times = times;
    }

    void addTo(Map<String, SystemCall> calls) {
        calls.put("fd_advise", (memory, a) -> advise(a));
        calls.put("fd_allocate", (memory, a) -> allocate(a));
        calls.put("fd_close", (memory, a) -> table.close(a[0]));
        calls.put("fd_datasync", (memory, a) -> table.file(a[0]).file().force(false));
        calls.put("fd_sync", (memory, a) -> sync(a[0]));
        calls.put("fd_fdstat_get", (memory, a) -> descriptorStatus(memory, a[0], a[1]));
        calls.put("fd_fdstat_set_flags", (memory, a) -> setFlags(a));
        calls.put("fd_fdstat_set_rights", (memory, a) -> setRights(a));
        calls.put("fd_filestat_get", (memory, a) -> fileStatus(memory, a[0], a[1]));
        calls.put("fd_filestat_set_size", (memory, a) -> writable(a[0]).file().resize(a[1]));
        calls.put("fd_filestat_set_times", (memory, a) -> setTimes(a));
        calls.put("fd_read", (memory, a) -> read(memory, a));
        calls.put("fd_pread", (memory, a) -> readAt(memory, a));
        calls.put("fd_write", (memory, a) -> write(memory, a));
        calls.put("fd_pwrite", (memory, a) -> writeAt(memory, a));
        calls.put("fd_prestat_get", (memory, a) -> preopenStatus(memory, a));
        calls.put("fd_prestat_dir_name", (memory, a) -> preopenName(memory, a));
        calls.put("fd_readdir", (memory, a) -> readDirectory(memory, a));
        calls.put("fd_renumber", (memory, a) -> table.renumber(a[0], a[1]));
        calls.put("fd_seek", (memory, a) -> seek(memory, a));
        calls.put(
                "fd_tell", (memory, a) -> memory.putLong(a[1], table.file(a[0]).position()));
    }

    private Descriptor.File writable(long number) throws CallFailed {
        Descriptor.File file = table.file(number);
        if (!file.writable()) {
            throw new CallFailed(Errno.BADF);
        }
        return file;
    }

    private Descriptor.File readable(long number) throws CallFailed {
        Descriptor.File file = table.file(number);
        if (!file.readable()) {
            throw new CallFailed(Errno.BADF);
        }
        return file;
    }

    private void sync(long number) throws CallFailed, IOException {
        Optional<OpenFile> file = table.get(number).openFile();
        if (file.isPresent()) {
            file.get().force(true);
        }
    }

    /** Advice is checked and not needed. */
    private void advise(long[] a) throws CallFailed {
        table.file(a[0]);
        if (a[1] < 0 || a[2] < 0 || a[3] < 0 || a[3] > LAST_ADVICE) {
            throw new CallFailed(Errno.INVAL);
        }
    }

    private void allocate(long[] a) throws CallFailed, IOException {
        OpenFile file = writable(a[0]).file();
        if (a[1] < 0 || a[2] <= 0 || a[1] + a[2] < 0) {
            throw new CallFailed(Errno.INVAL);
        }
        if (a[1] + a[2] > file.size()) {
            file.resize(a[1] + a[2]);
        }
    }

    /** Only the rights to read and to write a file can be given up; others would protect a program from itself alone. */
    private void setRights(long[] a) throws CallFailed {
        Descriptor descriptor = table.get(a[0]);
        if ((a[1] & ~descriptor.rights()) != 0) {
            throw new CallFailed(Errno.NOTCAPABLE);
        }
        descriptor.restrict((a[1] & Rights.READ) != 0, (a[1] & Rights.WRITE) != 0);
    }

    private void descriptorStatus(GuestMemory memory, long number, long address) throws CallFailed {
        Descriptor descriptor = table.get(number);
        memory.zero(address, 24);
        memory.putByte(address, descriptor.type().number());
        memory.putShort(address + 2, descriptor.flags());
        memory.putLong(address + 8, descriptor.rights());
        memory.putLong(address + 16, descriptor.type() == FileType.DIRECTORY ? Rights.ALL : 0);
    }

    private void setFlags(long[] a) throws CallFailed {
        table.get(a[0]).flags((int) a[1] & 0x1F);
    }

    private void fileStatus(GuestMemory memory, long number, long address) throws CallFailed, IOException {
        table.get(number).writeStatus(memory, address, tree, times);
    }

    private void setTimes(long[] a) throws CallFailed {
        OpenFile file = writable(a[0]).file();
        if (!file.isDeleted()) {
            FileStatus.setTimes(times, file.place(), a[1], a[2], a[3]);
        }
    }

    private void read(GuestMemory memory, long[] a) throws CallFailed, IOException {
        Stretch[] stretches = memory.stretches(a[1], a[2]);
        Descriptor descriptor = table.get(a[0]);
        long total;
        if (descriptor instanceof Descriptor.Input input) {
            total = fill(memory, stretches, (buffer, done) -> input.stream().read(buffer));
        } else {
            Descriptor.File file = readable(a[0]);
            total = fill(memory, stretches, (buffer, done) -> file.file().read(buffer, file.position() + done));
            file.position(file.position() + total);
        }
        memory.putInt(a[3], (int) total);
    }

    private void readAt(GuestMemory memory, long[] a) throws CallFailed, IOException {
        Stretch[] stretches = memory.stretches(a[1], a[2]);
        Descriptor.File file = readable(a[0]);
        requireOffset(a[3]);
        long total = fill(memory, stretches, (buffer, done) -> file.file().read(buffer, a[3] + done));
        memory.putInt(a[4], (int) total);
    }

    /** Fills a buffer from a source of which so many bytes were taken already. */
    private interface Source {
        int read(byte[] buffer, long done) throws IOException;
    }

    private static long fill(GuestMemory memory, Stretch[] stretches, Source source) throws CallFailed, IOException {
        long total = 0;
        for (Stretch stretch : stretches) {
            for (int from = 0; from < stretch.length(); from += CHUNK) {
                byte[] buffer = new byte[Math.min(CHUNK, stretch.length() - from)];
                int count = source.read(buffer, total);
                memory.write(stretch.address() + (long) from, buffer, 0, count);
                total += count;
                if (count < buffer.length) {
                    return total;
                }
            }
        }
        return total;
    }

    private void write(GuestMemory memory, long[] a) throws CallFailed, IOException {
        Stretch[] stretches = memory.stretches(a[1], a[2]);
        Descriptor descriptor = table.get(a[0]);
        long total;
        if (descriptor instanceof Descriptor.Output output) {
            total = drain(memory, stretches, (bytes, done) -> {
                output.stream().write(bytes);
                return bytes.length;
            });
        } else {
            Descriptor.File file = writable(a[0]);
            long start = file.appends() ? file.file().size() : file.position();
            total = drain(memory, stretches, (bytes, done) -> file.file().write(bytes, start + done));
            file.position(start + total);
        }
        memory.putInt(a[3], (int) total);
    }

    private void writeAt(GuestMemory memory, long[] a) throws CallFailed, IOException {
        Stretch[] stretches = memory.stretches(a[1], a[2]);
        Descriptor.File file = writable(a[0]);
        requireOffset(a[3]);
        long total = drain(memory, stretches, (bytes, done) -> file.file().write(bytes, a[3] + done));
        memory.putInt(a[4], (int) total);
    }

    /** Takes bytes where so many were given already, and says how many of them it took. */
    private interface Sink {
        int write(byte[] bytes, long done) throws IOException, CallFailed;
    }

    private static long drain(GuestMemory memory, Stretch[] stretches, Sink sink) throws CallFailed, IOException {
        long total = 0;
        for (Stretch stretch : stretches) {
            for (int from = 0; from < stretch.length(); from += CHUNK) {
                byte[] bytes = memory.read(stretch.address() + (long) from, Math.min(CHUNK, stretch.length() - from));
                int count;
                try {
                    count = sink.write(bytes, total);
                } catch (CallFailed e) {
                    if (total > 0) {
                        return total;
                    }
                    throw e;
                }
                total += count;
                if (count < bytes.length) {
                    return total;
                }
            }
        }
        return total;
    }

    private static void requireOffset(long offset) throws CallFailed {
        if (offset < 0) {
            throw new CallFailed(Errno.INVAL);
        }
    }

    private void preopenStatus(GuestMemory memory, long[] a) throws CallFailed {
        requirePreopened(a[0]);
        memory.putInt(a[1], 0);
        memory.putInt(a[1] + 4, 1);
    }

    private void preopenName(GuestMemory memory, long[] a) throws CallFailed {
        requirePreopened(a[0]);
        if (a[2] < 1) {
            throw new CallFailed(Errno.NAMETOOLONG);
        }
        memory.putByte(a[1], '/');
    }

    private void requirePreopened(long number) throws CallFailed {
        if (!(table.get(number) instanceof Descriptor.Directory directory) || !directory.preopened()) {
            throw new CallFailed(Errno.BADF);
        }
    }

    /** Entries are numbered: 0 and 1 are the directory and its parent, then come its entries by name. */
    private void readDirectory(GuestMemory memory, long[] a) throws CallFailed {
        Descriptor.Directory directory = table.directory(a[0]);
        int room = (int) a[2];
        long cookie = a[3];
        if (room < 0) {
            throw new CallFailed(Errno.INVAL);
        }
        SortedMap<String, Place> listing = directory.listing(tree, cookie == 0);
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        long next = 0;
        Place here = tree.at(directory.names());
        for (String name : new String[] {".", ".."}) {
            if (next++ >= cookie && entries.size() < room) {
                writeEntry(entries, next, here.inode(), name, FileType.DIRECTORY);
            }
        }
        for (Map.Entry<String, Place> entry : listing.entrySet()) {
            if (next++ >= cookie && entries.size() < room) {
                writeEntry(entries, next, entry.getValue().inode(), entry.getKey(), typeOf(entry.getValue()));
            }
        }
        int length = Math.min(entries.size(), room);
        memory.write(a[1], entries.toByteArray(), 0, length);
        memory.putInt(a[4], length);
    }

    /** An entry can go while the directory is read. */
    private FileType typeOf(Place place) {
        try {
            return FileType.of(tree.attributes(place));
        } catch (CallFailed e) {
            return FileType.UNKNOWN;
        }
    }

    private static void writeEntry(ByteArrayOutputStream out, long next, long inode, String name, FileType type) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        java.nio.ByteBuffer head = java.nio.ByteBuffer.allocate(24).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        head.putLong(next).putLong(inode).putInt(utf8.length).put((byte) type.number());
        out.writeBytes(head.array());
        out.writeBytes(utf8);
    }

    private void seek(GuestMemory memory, long[] a) throws CallFailed, IOException {
        Descriptor.File file = table.file(a[0]);
        long base =
                switch ((int) a[2]) {
                    case 0 -> 0;
                    case 1 -> file.position();
                    case 2 -> file.file().size();
                    default -> throw new CallFailed(Errno.INVAL);
                };
        long target = base + a[1];
        if (target < 0) {
            throw new CallFailed(Errno.INVAL);
        }
        file.position(target);
        memory.putLong(a[3], target);
    }
}
