package org.souk.runtime.wasi;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.souk.runtime.wasi.FileTree.Place;

/**
 * The functions of WASI that work on a path. A task can make no links, hard or symbolic, and a symbolic link that it
 * finds is an error ({@code ELOOP}) wherever it would have to be followed.
 */
final class PathCalls {

    private static final int CREATE = 1;
    private static final int DIRECTORY = 2;
    private static final int EXCLUSIVE = 4;
    private static final int TRUNCATE = 8;
    private static final long RIGHT_READ = 1L << 1;
    private static final long WRITING_RIGHTS = 1L << 6 | 1L << 8 | 1L << 22;

    private final FileTree tree;
    private final DescriptorTable table;
    private final OpenFiles files;
    private final StorageQuota quota;
    private final FileJournal journal;
    private final FileTimes times;

    PathCalls(
            FileTree tree,
            DescriptorTable table,
            OpenFiles files,
            StorageQuota quota,
            FileJournal journal,
            FileTimes times) {
        this.tree = tree;
        this.table = table;
        this.files = files;
        this.quota = quota;
        this.journal = journal;
        this.times = times;
    }

    void addTo(Map<String, SystemCall> calls) {
        calls.put("path_open", this::open);
        calls.put("path_create_directory", (memory, a) -> createDirectory(place(memory, a[0], a[1], a[2])));
        calls.put("path_filestat_get", (memory, a) -> status(memory, a));
        calls.put("path_filestat_set_times", (memory, a) -> setTimes(memory, a));
        calls.put("path_readlink", (memory, a) -> readLink(place(memory, a[0], a[1], a[2])));
        calls.put("path_remove_directory", (memory, a) -> removeDirectory(place(memory, a[0], a[1], a[2])));
        calls.put("path_unlink_file", (memory, a) -> unlink(place(memory, a[0], a[1], a[2])));
        calls.put("path_rename", (memory, a) -> {
            Place from = place(memory, a[0], a[1], a[2]);
            Place to = place(memory, a[3], a[4], a[5]);
            if (memory.path(a[4], a[5]).endsWith("/") && FileType.of(tree.attributes(from)) != FileType.DIRECTORY) {
                throw new CallFailed(Errno.NOTDIR);
            }
            rename(from, to);
        });
        calls.put("path_link", (memory, a) -> {
            throw new CallFailed(Errno.NOTSUP);
        });
        calls.put("path_symlink", (memory, a) -> {
            throw new CallFailed(Errno.NOTSUP);
        });
    }

    private Place place(GuestMemory memory, long descriptor, long address, long length) throws CallFailed {
        return tree.resolve(table.directory(descriptor).names(), memory.path(address, length));
    }

    private void open(GuestMemory memory, long[] a) throws CallFailed, IOException {
        Place place = place(memory, a[0], a[2], a[3]);
        int how = (int) a[4];
        boolean writes = (a[5] & WRITING_RIGHTS) != 0;
        table.requireRoom();
        memory.putInt(a[8], 0);
        boolean present = tree.exists(place);
        if (present && (how & EXCLUSIVE) != 0 && (how & CREATE) != 0) {
            throw new CallFailed(Errno.EXIST);
        }
        if (!present) {
            if ((how & CREATE) == 0) {
                throw new CallFailed(Errno.NOENT);
            }
            if ((how & DIRECTORY) != 0) {
                throw new CallFailed(Errno.INVAL);
            }
            createFile(place);
        }
        Descriptor descriptor;
        switch (FileType.of(tree.attributes(place))) {
            case SYMBOLIC_LINK -> throw new CallFailed(Errno.LOOP);
            case DIRECTORY -> {
                if (writes && (how & DIRECTORY) == 0 && (how & (CREATE | TRUNCATE)) != 0) {
                    throw new CallFailed(Errno.ISDIR);
                }
                descriptor = new Descriptor.Directory(place.guest(), false);
            }
            default -> {
                if ((how & DIRECTORY) != 0) {
                    throw new CallFailed(Errno.NOTDIR);
                }
                descriptor = openFile(place, a, writes);
            }
        }
        memory.putInt(a[8], table.add(descriptor));
    }

    private Descriptor openFile(Place place, long[] a, boolean writes) throws CallFailed, IOException {
        boolean truncates = (a[4] & TRUNCATE) != 0;
        if ((writes || truncates) && !place.writable()) {
            throw new CallFailed(Errno.ROFS);
        }
        OpenFile file = files.open(place);
        if (truncates) {
            file.resize(0);
        }
        boolean reads = (a[5] & RIGHT_READ) != 0 || !writes;
        return new Descriptor.File(file, reads, writes, (int) a[7] & 0x1F);
    }

    private void createFile(Place place) throws CallFailed, IOException {
        requireWritable(place);
        quota.take(StorageQuota.ENTRY);
        try {
            Files.createFile(place.host());
            journal.appeared(place.host());
            times.made(place);
        } catch (IOException e) {
            quota.giveBack(StorageQuota.ENTRY);
            throw e;
        }
    }

    private static void requireWritable(Place place) throws CallFailed {
        if (!place.writable()) {
            throw new CallFailed(Errno.ROFS);
        }
    }

    private void createDirectory(Place place) throws CallFailed, IOException {
        if (tree.exists(place)) {
            throw new CallFailed(Errno.EXIST);
        }
        requireWritable(place);
        quota.take(StorageQuota.ENTRY);
        try {
            Files.createDirectory(place.host());
            times.made(place);
        } catch (FileAlreadyExistsException e) {
            quota.giveBack(StorageQuota.ENTRY);
            throw new CallFailed(Errno.EXIST);
        } catch (IOException e) {
            quota.giveBack(StorageQuota.ENTRY);
            throw e;
        }
    }

    /** Arguments: descriptor, lookup flags, path, its length, result. */
    private void status(GuestMemory memory, long[] a) throws CallFailed {
        Place place = place(memory, a[0], a[2], a[3]);
        Optional<BasicFileAttributes> attributes = tree.attributes(place);
        boolean follows = (a[1] & 1) != 0;
        if (follows && FileType.of(attributes) == FileType.SYMBOLIC_LINK) {
            throw new CallFailed(Errno.LOOP);
        }
        FileStatus.write(memory, a[4], place, attributes, times.of(place));
    }

    /** Arguments: descriptor, lookup flags, path, its length, access time, modification time, which of them. */
    private void setTimes(GuestMemory memory, long[] a) throws CallFailed {
        Place place = place(memory, a[0], a[2], a[3]);
        if (FileType.of(tree.attributes(place)) == FileType.SYMBOLIC_LINK) {
            throw new CallFailed(Errno.LOOP);
        }
        requireWritable(place);
        FileStatus.setTimes(times, place, a[4], a[5], a[6]);
    }

    /** The target of a link could tell about the machine, so it is not told. */
    private void readLink(Place place) throws CallFailed {
        boolean link = FileType.of(tree.attributes(place)) == FileType.SYMBOLIC_LINK;
        throw new CallFailed(link ? Errno.NOTSUP : Errno.INVAL);
    }

    private void requireMovable(Place place) throws CallFailed {
        if (tree.leadsToMount(place)) {
            throw new CallFailed(Errno.BUSY);
        }
        requireWritable(place);
    }

    private void removeDirectory(Place place) throws CallFailed, IOException {
        if (FileType.of(tree.attributes(place)) != FileType.DIRECTORY) {
            throw new CallFailed(Errno.NOTDIR);
        }
        requireMovable(place);
        try {
            Files.delete(place.host());
        } catch (DirectoryNotEmptyException e) {
            throw new CallFailed(Errno.NOTEMPTY);
        }
        quota.giveBack(StorageQuota.ENTRY);
        times.removed(place);
    }

    private void unlink(Place place) throws CallFailed, IOException {
        Optional<BasicFileAttributes> attributes = tree.attributes(place);
        if (FileType.of(attributes) == FileType.DIRECTORY) {
            throw new CallFailed(Errno.ISDIR);
        }
        requireMovable(place);
        long size = attributes.orElseThrow().isRegularFile()
                ? attributes.orElseThrow().size()
                : 0;
        Files.delete(place.host());
        files.deleted(place.host(), size);
        times.removed(place);
    }

    private void rename(Place from, Place to) throws CallFailed, IOException {
        FileType moved = FileType.of(tree.attributes(from));
        requireMovable(from);
        requireMovable(to);
        if (from.host().equals(to.host())) {
            return;
        }
        if (to.host().startsWith(from.host())) {
            throw new CallFailed(Errno.INVAL);
        }
        if (moved == FileType.DIRECTORY) {
            tree.requireRoomFor(from, to);
        }
        if (tree.exists(to)) {
            replace(moved, to);
        }
        try {
            Files.move(
                    from.host(),
                    to.host(),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING,
                    LinkOption.NOFOLLOW_LINKS);
        } catch (AtomicMoveNotSupportedException e) {
            throw new CallFailed(Errno.XDEV);
        }
        files.moved(from, to);
        table.moved(from.guest(), to.guest());
        times.moved(from, to);
        journal.appeared(to.host());
    }

    /** Accounts for what a rename replaces, which must be of the same kind. */
    private void replace(FileType moved, Place to) throws CallFailed, IOException {
        Optional<BasicFileAttributes> target = tree.attributes(to);
        if (FileType.of(target) == FileType.DIRECTORY) {
            if (moved != FileType.DIRECTORY) {
                throw new CallFailed(Errno.ISDIR);
            }
            removeDirectory(to);
        } else if (moved == FileType.DIRECTORY) {
            throw new CallFailed(Errno.NOTDIR);
        } else {
            files.deleted(to.host(), target.orElseThrow().size());
        }
    }
}
