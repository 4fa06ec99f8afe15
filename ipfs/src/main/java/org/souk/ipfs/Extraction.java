package org.souk.ipfs;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;

/**
 * Writes a file or folder to disk. It is built beside its target and moved there when complete, so the target either
 * does not exist or is whole.
 */
final class Extraction {
    /** Files and folders that one extraction may create: a small DAG can name the same folder very often. */
    static final int MAX_ENTRIES = 100_000;

    private final UnixFsReader reader;
    private final long maxBytes;

    Extraction(BlockStore store, long maxBytes) {
        this.reader = new UnixFsReader(store);
        this.maxBytes = maxBytes;
    }

    void extract(Cid root, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        requireWithinLimits(root);
        Path absolute = target.toAbsolutePath();
        Path partial = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            write(root, partial);
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            clearAfter(e, partial);
            if (e instanceof IOException failure
                    && !(e instanceof ContentException)
                    && DiskSpace.ranOut(failure, absolute.getParent())) {
                throw new StorageFull("the disk of " + absolute.getParent() + " is full, no room for " + root, e);
            }
            throw e;
        }
    }

    private static void clearAfter(Exception failure, Path partial) {
        try {
            deleteTree(partial);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** Before anything is written: to make and remove a hundred thousand folders takes a disk minutes. */
    private void requireWithinLimits(Cid root) throws IOException {
        UnixFsReader.Extent extent = reader.measure(root);
        if (extent.entries() > MAX_ENTRIES) {
            throw new LimitExceeded(
                    root + " has " + extent.entries() + " files and folders, allowed are " + MAX_ENTRIES);
        }
        if (extent.bytes() > maxBytes) {
            throw new LimitExceeded(root + " has " + extent.bytes() + " bytes, allowed are " + maxBytes);
        }
    }

    private void write(Cid cid, Path path) throws IOException {
        reader.node(cid).match(new UnixFsNode.Visitor<Void>() {
            @Override
            public Void folder(UnixFsNode.Folder folder) throws IOException {
                Files.createDirectory(path);
                for (DagPbLink entry : folder.entries()) {
                    write(entry.cid(), path.resolve(entry.name()));
                }
                return null;
            }

            @Override
            public Void tree(UnixFsNode.FileTree tree) throws IOException {
                return writeFile(cid, path);
            }

            @Override
            public Void leaf(UnixFsNode.FileLeaf leaf) throws IOException {
                return writeFile(cid, path);
            }
        });
    }

    private Void writeFile(Cid cid, Path path) throws IOException {
        try (OutputStream out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            // Files are no longer than they claimed when they were measured: copying checks that.
            reader.copyFile(cid, out, Long.MAX_VALUE);
        }
        return null;
    }

    private static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
