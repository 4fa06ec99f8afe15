package org.souk.ipfs;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Blocks as files, one each, in 1,024 folders. A block is written beside its place and moved there, so a file in its
 * place is whole whenever the process ends. Threads may share a store; processes may share its folder, since a block's
 * file never changes, but each counts against its quota only what it found when it began and what it added itself.
 */
public final class FileBlockStore implements BlockStore, Closeable {
    private static final System.Logger LOG = System.getLogger(FileBlockStore.class.getName());

    private final Path blocks;
    private final Durability durability;
    private final Quota quota;
    private final Workspace workspace;

    private FileBlockStore(Path blocks, Workspace workspace, Quota quota, Durability durability) {
        this.blocks = blocks;
        this.workspace = workspace;
        this.quota = quota;
        this.durability = durability;
    }

    /** {@link #open(Path, long, Durability)} with {@link Durability#PROCESS_CRASH}. */
    public static FileBlockStore open(Path folder, long maxBytes) throws IOException {
        return open(folder, maxBytes, Durability.PROCESS_CRASH);
    }

    /**
     * Opens the store in a folder, which is created when needed, and clears what a process that died left unfinished.
     *
     * @param maxBytes quota for all blocks together, above 0; what is there already counts but is never removed for it
     */
    public static FileBlockStore open(Path folder, long maxBytes, Durability durability) throws IOException {
        Quota quota = new Quota(maxBytes);
        Path blocks = Files.createDirectories(folder.resolve("blocks"));
        quota.add(bytesBelow(blocks));
        return new FileBlockStore(blocks, Workspace.open(folder.resolve("staging")), quota, durability);
    }

    private static long bytesBelow(Path blocks) throws IOException {
        long[] sum = {0};
        Files.walkFileTree(blocks, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sum[0] += attributes.size();
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
        return sum[0];
    }

    @Override
    public boolean has(Cid cid) {
        return Files.exists(place(cid));
    }

    @Override
    public Block get(Cid cid) throws IOException {
        Path file = place(cid);
        byte[] bytes;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            // A file that is too long is not that block: its beginning is enough to find out.
            bytes = new byte[(int) Math.min(channel.size(), Block.MAX_BYTES + 1)];
            int length = Channels.newInputStream(channel).readNBytes(bytes, 0, bytes.length);
            bytes = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        } catch (NoSuchFileException e) {
            throw new BlockMissing(cid);
        }
        try {
            return Block.verified(cid, bytes);
        } catch (BlockCorrupt | LimitExceeded e) {
            drop(file);
            LOG.log(Level.WARNING, "Block {0} was corrupt on disk and is removed: {1}", cid, file);
            throw new BlockCorrupt(cid, "was corrupt on disk and is removed; it must be fetched again");
        }
    }

    private void drop(Path file) throws IOException {
        try {
            synchronized (quota) {
                long size = Files.size(file);
                Files.delete(file);
                quota.release(size);
            }
        } catch (NoSuchFileException e) {
            LOG.log(Level.DEBUG, "Another reader removed {0} first", file);
        }
    }

    @Override
    public void put(Block block) throws IOException {
        try (Staging staging = stage()) {
            staging.put(block);
            staging.commit();
        }
    }

    @Override
    public long size() {
        return quota.used();
    }

    @Override
    public Staging stage() {
        return new StagedFiles();
    }

    /** Ends the store. Blocks that were staged and not committed are gone. */
    @Override
    public void close() throws IOException {
        workspace.close();
    }

    private Path place(Cid cid) {
        String name = cid.toString();
        // The first characters are the same for all; the last carries only three bits.
        return blocks.resolve(name.substring(name.length() - 3, name.length() - 1))
                .resolve(name);
    }

    /** A file of another length is what a loss of power left: it is not trusted, and written anew. */
    private static boolean isWhole(Path file, Block block) throws IOException {
        try {
            return Files.size(file) == block.size();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private record Staged(long number, int size) {}

    private final class StagedFiles implements Staging {
        private final Map<Cid, Staged> staged = new LinkedHashMap<>();

        @Override
        public void put(Block block) throws IOException {
            if (staged.containsKey(block.cid()) || isWhole(place(block.cid()), block)) {
                return;
            }
            quota.reserve(block.size());
            try {
                staged.put(block.cid(), new Staged(workspace.write(block, durability), block.size()));
            } catch (IOException e) {
                quota.release(block.size());
                throw e;
            }
        }

        @Override
        public void commit() throws IOException {
            Set<Path> folders = new LinkedHashSet<>();
            var remaining = staged.entrySet().iterator();
            while (remaining.hasNext()) {
                Map.Entry<Cid, Staged> next = remaining.next();
                Path place = place(next.getKey());
                Files.createDirectories(place.getParent());
                moveInto(place, next.getValue());
                folders.add(place.getParent());
                remaining.remove();
            }
            if (durability == Durability.POWER_LOSS) {
                folders.add(blocks);
                for (Path folder : folders) {
                    Workspace.force(folder);
                }
            }
        }

        /** One at a time, so that two threads that bring the same block do not both count it. */
        private void moveInto(Path place, Staged block) throws IOException {
            synchronized (quota) {
                long replaced = Files.exists(place) ? Files.size(place) : 0;
                Files.move(workspace.file(block.number()), place, StandardCopyOption.ATOMIC_MOVE);
                quota.release(replaced);
            }
        }

        @Override
        public void close() throws IOException {
            var remaining = staged.values().iterator();
            while (remaining.hasNext()) {
                Staged next = remaining.next();
                Files.deleteIfExists(workspace.file(next.number()));
                quota.release(next.size());
                remaining.remove();
            }
        }
    }
}
