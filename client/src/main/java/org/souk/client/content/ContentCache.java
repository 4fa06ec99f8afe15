package org.souk.client.content;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.souk.client.file.Folders;
import org.souk.ipfs.CarLimits;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.FileBlockStore;
import org.souk.ipfs.InvalidCid;

/**
 * Files and folders that tasks read, each under its CID, in a folder that outlives the process. Content is verified when it comes and, when a former process
 * left it, before its first use; a task sees it read-only. What nobody uses makes room, the least recently used first.
 * Safe for use by many threads: content that several want is fetched once.
 */
public final class ContentCache {
    private static final System.Logger LOG = System.getLogger(ContentCache.class.getName());

    private final Path content;
    private final Path staging;
    private final long maxBytes;
    private final ContentSource source;
    private final Map<Cid, Entry> entries = new HashMap<>();
    /** Bytes of what a former process left, oldest first; not trusted until it is verified. */
    private final Map<Cid, Long> leftovers = new LinkedHashMap<>();

    private long bytes;
    private long uses;

    private static final class Entry {
        private final CompletableFuture<Path> path = new CompletableFuture<>();
        private long bytes;
        private int pins;
        private long lastUse;
    }

    /** Content that stays in its place until it is closed. */
    public final class Pinned implements AutoCloseable {
        private final Entry entry;
        private final Path path;
        private boolean open = true;

        private Pinned(Entry entry, Path path) {
            this.entry = entry;
            this.path = path;
        }

        public Path path() {
            return path;
        }

        @Override
        public void close() {
            synchronized (ContentCache.this) {
                if (open) {
                    open = false;
                    entry.pins--;
                }
            }
        }
    }

    private ContentCache(Path folder, long maxBytes, ContentSource source) throws IOException {
        this.content = Files.createDirectories(folder.resolve("content"));
        this.staging = Folders.cleared(folder.resolve("staging"));
        this.maxBytes = maxBytes;
        this.source = source;
    }

    /**
     * Opens the cache in a folder, which is created when needed.
     *
     * @param maxBytes kept when nothing is in use; what is in use may exceed it for a time
     */
    public static ContentCache open(Path folder, long maxBytes, ContentSource source) throws IOException {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("maxBytes must be above 0, not " + maxBytes);
        }
        ContentCache cache = new ContentCache(folder, maxBytes, source);
        cache.takeStock();
        return cache;
    }

    private void takeStock() throws IOException {
        List<Path> found;
        try (Stream<Path> paths = Files.list(content)) {
            found = paths.sorted(Comparator.comparingLong(path -> path.toFile().lastModified()))
                    .toList();
        }
        for (Path path : found) {
            try {
                Cid cid = Cid.parse(path.getFileName().toString());
                long size = Folders.bytes(path);
                leftovers.put(cid, size);
                bytes += size;
            } catch (InvalidCid e) {
                LOG.log(Level.DEBUG, "removing {0}, left by an agent that died", path);
                Folders.delete(path);
            }
        }
    }

    /**
     * Content by its CID, fetched when it is not here.
     *
     * @throws IOException as the source and the checks of {@link ContentStore} have it
     */
    public Pinned pin(Cid cid) throws IOException, InterruptedException {
        while (true) {
            Entry entry;
            boolean first;
            synchronized (this) {
                first = !entries.containsKey(cid);
                entry = entries.computeIfAbsent(cid, c -> new Entry());
                entry.pins++;
                entry.lastUse = ++uses;
            }
            try {
                return new Pinned(entry, first ? load(cid, entry) : awaited(entry));
            } catch (LoadedByCancelled e) {
                // The one who fetched it was cancelled, which is nothing to us: try again.
                LOG.log(Level.DEBUG, "fetching {0} again", cid);
            }
        }
    }

    /** Who waits for content must not fail because the task that fetched it was cancelled. */
    private static final class LoadedByCancelled extends Exception {
        private static final long serialVersionUID = 1L;
    }

    private static Path awaited(Entry entry) throws IOException, InterruptedException, LoadedByCancelled {
        try {
            return entry.path.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof InterruptedException) {
                throw new LoadedByCancelled();
            }
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw new IOException("content could not be fetched", e.getCause());
        }
    }

    private Path load(Cid cid, Entry entry) throws IOException, InterruptedException {
        try {
            Path path = content.resolve(cid.toString());
            synchronized (this) {
                Long left = leftovers.remove(cid);
                bytes -= left == null ? 0 : left;
            }
            if (!isIntact(cid, path)) {
                fetch(cid, path);
            }
            makeRoom(entry, Folders.bytes(path));
            entry.path.complete(path);
            return path;
        } catch (IOException | InterruptedException | RuntimeException e) {
            synchronized (this) {
                entries.remove(cid);
            }
            // Closing a file because of an interrupt comes as an IOException.
            boolean cancelled =
                    e instanceof InterruptedException || Thread.currentThread().isInterrupted();
            entry.path.completeExceptionally(cancelled ? new InterruptedException() : e);
            throw e;
        }
    }

    private static boolean isIntact(Cid cid, Path path) throws IOException {
        if (!Files.exists(path)) {
            return false;
        }
        if (HashOnly.cidOf(path).equals(cid)) {
            return true;
        }
        // Damaged, or cut into blocks in another way than ours: fetching it again serves both.
        Folders.delete(path);
        return false;
    }

    private void fetch(Cid cid, Path target) throws IOException, InterruptedException {
        Path folder = staging.resolve(UUID.randomUUID().toString());
        try {
            source.fetch(cid, car -> {
                try (FileBlockStore blocks = FileBlockStore.open(folder, maxBytes)) {
                    ContentStore store = new ContentStore(blocks);
                    store.importCar(cid, car, CarLimits.ofBytes(maxBytes));
                    store.extract(cid, target, maxBytes);
                } finally {
                    Folders.delete(folder);
                }
            });
        } finally {
            Folders.delete(folder);
        }
    }

    private synchronized void makeRoom(Entry added, long size) throws IOException {
        added.bytes = size;
        bytes += size;
        var left = leftovers.entrySet().iterator();
        while (bytes > maxBytes && left.hasNext()) {
            Map.Entry<Cid, Long> next = left.next();
            left.remove();
            remove(next.getKey(), next.getValue());
        }
        while (bytes > maxBytes) {
            Optional<Map.Entry<Cid, Entry>> oldest = entries.entrySet().stream()
                    .filter(entry -> entry.getValue().pins == 0)
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastUse));
            if (oldest.isEmpty()) {
                return;
            }
            Cid cid = oldest.get().getKey();
            remove(cid, entries.remove(cid).bytes);
        }
    }

    private void remove(Cid cid, long size) throws IOException {
        bytes -= size;
        Folders.delete(content.resolve(cid.toString()));
    }
}
