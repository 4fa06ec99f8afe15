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
    private long bytes;
    private int entries;

    Extraction(BlockStore store, long maxBytes) {
        this.reader = new UnixFsReader(store);
        this.maxBytes = maxBytes;
    }

    void extract(Cid root, Path target) throws IOException {
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(target.toString());
        }
        Path absolute = target.toAbsolutePath();
        Path partial = absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".partial");
        try {
            write(root, partial, 0);
            Files.move(partial, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            deleteTree(partial);
        }
    }

    private void write(Cid cid, Path path, int depth) throws IOException {
        if (++entries > MAX_ENTRIES) {
            throw new LimitExceeded("the content has more than " + MAX_ENTRIES + " files and folders");
        }
        UnixFsReader.requireDepth(cid, depth);
        if (reader.node(cid) instanceof UnixFsNode.Folder folder) {
            Files.createDirectory(path);
            for (DagPbLink entry : folder.entries()) {
                write(entry.cid(), path.resolve(entry.name()), depth + 1);
            }
        } else {
            try (OutputStream out =
                    Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                bytes += reader.copyFile(cid, out, maxBytes - bytes);
            }
        }
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
