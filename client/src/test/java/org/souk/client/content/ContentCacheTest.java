package org.souk.client.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.InvalidContent;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.testing.Patience;

class ContentCacheTest {
    @TempDir
    Path folder;

    private final ContentStore market = new ContentStore(new MemoryBlockStore());
    private final AtomicInteger fetches = new AtomicInteger();

    private Cid stored(String content) throws IOException {
        return market.add(new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    private void fetch(Cid cid, ContentSource.CarReceiver receiver) throws IOException {
        fetches.incrementAndGet();
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        market.exportCar(cid, car);
        receiver.receive(new ByteArrayInputStream(car.toByteArray()));
    }

    private ContentCache cache(long maxBytes) throws IOException {
        return ContentCache.open(folder, maxBytes, this::fetch);
    }

    @Test
    void contentIsFetchedOnceAndHasItsBytes() throws Exception {
        Cid cid = stored("hello");
        ContentCache cache = cache(1000);

        try (var first = cache.pin(cid);
                var second = cache.pin(cid)) {
            assertThat(first.path()).hasContent("hello").isEqualTo(second.path());
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void contentOfAFormerProcessIsUsedWithoutFetching() throws Exception {
        Cid cid = stored("hello");
        cache(1000).pin(cid).close();

        try (var pinned = cache(1000).pin(cid)) {
            assertThat(pinned.path()).hasContent("hello");
        }
        assertThat(fetches).hasValue(1);
    }

    @Test
    void contentThatWasDamagedOnDiskIsFetchedAgain() throws Exception {
        Cid cid = stored("hello");
        try (var pinned = cache(1000).pin(cid)) {
            Files.writeString(pinned.path(), "hullo");
        }

        try (var pinned = cache(1000).pin(cid)) {
            assertThat(pinned.path()).hasContent("hello");
        }
        assertThat(fetches).hasValue(2);
    }

    @Test
    void wrongContentIsRefusedAndNotKept() throws Exception {
        Cid wanted = stored("hello");
        Cid other = stored("other");
        ContentCache cache = ContentCache.open(folder, 1000, (cid, receiver) -> fetch(other, receiver));

        assertThatThrownBy(() -> cache.pin(wanted)).isInstanceOf(InvalidContent.class);

        try (Stream<Path> left = Files.list(folder.resolve("content"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void failureIsNotRemembered() throws Exception {
        Cid cid = stored("hello");
        AtomicInteger tries = new AtomicInteger();
        ContentCache cache = ContentCache.open(folder, 1000, (wanted, receiver) -> {
            if (tries.incrementAndGet() == 1) {
                throw new IOException("the market is away");
            }
            fetch(wanted, receiver);
        });

        assertThatThrownBy(() -> cache.pin(cid)).hasMessage("the market is away");

        try (var pinned = cache.pin(cid)) {
            assertThat(pinned.path()).hasContent("hello");
        }
    }

    @Test
    void leastRecentlyUsedMakesRoom() throws Exception {
        Cid old = stored("1".repeat(1000));
        Cid used = stored("2".repeat(1000));
        Cid fresh = stored("3".repeat(1000));
        ContentCache cache = cache(2500);
        cache.pin(old).close();
        cache.pin(used).close();
        cache.pin(old).close();

        // 1000 + 1000 + 1000 > 2500: one goes, and it is not the one that was used last.
        cache.pin(fresh).close();

        assertThat(folder.resolve("content").resolve(used.toString())).doesNotExist();
        assertThat(folder.resolve("content").resolve(old.toString())).exists();
    }

    @Test
    void whatIsInUseStays() throws Exception {
        Cid running = stored("1".repeat(1000));
        ContentCache cache = cache(2500);
        try (var pinned = cache.pin(running)) {
            cache.pin(stored("2".repeat(1000))).close();
            cache.pin(stored("3".repeat(1000))).close();

            assertThat(pinned.path()).hasContent("1".repeat(1000));
        }
    }

    @Test
    void whatAFormerProcessLeftMakesRoomFirst() throws Exception {
        Cid left = stored("1".repeat(1000));
        cache(2500).pin(left).close();
        Files.writeString(folder.resolve("content").resolve(".half.partial"), "rubbish");

        ContentCache cache = cache(2500);
        cache.pin(stored("2".repeat(1000))).close();
        cache.pin(stored("3".repeat(1000))).close();

        try (Stream<Path> content = Files.list(folder.resolve("content"))) {
            assertThat(content.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            stored("2".repeat(1000)).toString(),
                            stored("3".repeat(1000)).toString());
        }
    }

    @Test
    void whoWaitsIsNotHarmedWhenTheFirstIsCancelled() throws Exception {
        Cid cid = stored("hello");
        CountDownLatch fetching = new CountDownLatch(1);
        ContentCache cache = ContentCache.open(folder, 1000, (wanted, receiver) -> {
            if (fetching.getCount() > 0) {
                fetching.countDown();
                new CountDownLatch(1).await();
            }
            fetch(wanted, receiver);
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Future<?> first = threads.submit(() -> cache.pin(cid));
            fetching.await();
            Future<ContentCache.Pinned> second = threads.submit(() -> cache.pin(cid));

            first.cancel(true);

            try (var pinned = second.get(Patience.SECONDS, TimeUnit.SECONDS)) {
                assertThat(pinned.path()).hasContent("hello");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void folderKeepsItsTree() throws Exception {
        Path tree = Files.createDirectories(folder.resolve("tree/sub"));
        Files.writeString(tree.resolve("a.txt"), "a");
        Cid cid = market.add(folder.resolve("tree"));
        assertThat(HashOnly.cidOf(folder.resolve("tree"))).isEqualTo(cid);

        try (var pinned = cache(1000).pin(cid)) {
            assertThat(pinned.path().resolve("sub/a.txt")).hasContent("a");
        }
    }
}
