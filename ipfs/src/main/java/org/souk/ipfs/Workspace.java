package org.souk.ipfs;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Where one open store writes files before they are moved to their place. It holds a file lock as long as its process
 * lives; what lies in a workspace without one belongs to nobody any more.
 */
final class Workspace implements Closeable {
    private static final String LOCK_SUFFIX = ".lock";

    /** Lock files of this process. They must not even be opened: closing one again would give up the real lock. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Path lockFile;
    private final FileChannel lock;
    private final AtomicLong numbers = new AtomicLong();

    private Workspace(Path folder, Path lockFile, FileChannel lock) {
        this.folder = folder;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static Workspace open(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent).toRealPath();
        removeAbandoned(folder);
        String name = UUID.randomUUID().toString();
        Path lockFile = folder.resolve(name + LOCK_SUFFIX);
        // Locked under another name first: a lock file that nobody holds would be taken for abandoned.
        Path unseen = folder.resolve(name + ".new");
        FileChannel lock = FileChannel.open(unseen, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
            OWN.add(lockFile);
            Files.move(unseen, lockFile);
            return new Workspace(Files.createDirectory(folder.resolve(name)), lockFile, lock);
        } catch (IOException | RuntimeException e) {
            OWN.remove(lockFile);
            lock.close();
            throw e;
        }
    }

    private static void removeAbandoned(Path parent) throws IOException {
        try (DirectoryStream<Path> lockFiles = Files.newDirectoryStream(parent, "*" + LOCK_SUFFIX)) {
            for (Path lockFile : lockFiles) {
                if (!OWN.contains(lockFile)) {
                    removeIfAbandoned(lockFile);
                }
            }
        }
    }

    private static void removeIfAbandoned(Path lockFile) throws IOException {
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE)) {
            FileLock held = tryLock(channel);
            if (held == null) {
                return;
            }
            String name = lockFile.getFileName().toString();
            deleteFolder(lockFile.resolveSibling(name.substring(0, name.length() - LOCK_SUFFIX.length())));
            Files.deleteIfExists(lockFile);
        } catch (NoSuchFileException e) {
            // Another process that opens the store now was faster, which is as good.
            return;
        }
    }

    private static FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static void deleteFolder(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        } catch (NoSuchFileException e) {
            return;
        }
        Files.deleteIfExists(folder);
    }

    /**
     * Writes the block to a new file; when that fails, the file is gone and a full disk is a {@link StorageFull}.
     *
     * @return the number by which {@link #file} finds it: a large import keeps one for each of its blocks
     */
    long write(Block block, Durability durability) throws IOException {
        long number = numbers.incrementAndGet();
        Path file = file(number);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(block.bytes());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durability == Durability.POWER_LOSS) {
                channel.force(true);
            }
            return number;
        } catch (IOException e) {
            Files.deleteIfExists(file);
            if (DiskSpace.ranOut(e, folder)) {
                throw new StorageFull(
                        "the disk of " + folder + " is full, no room for a block of " + block.size()
                                + " bytes: free some space",
                        e);
            }
            throw e;
        }
    }

    Path file(long number) {
        return folder.resolve(Long.toString(number));
    }

    /** Makes sure that the names in a folder survive a loss of power. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            deleteFolder(folder);
            Files.deleteIfExists(lockFile);
        } finally {
            OWN.remove(lockFile);
        }
    }
}
