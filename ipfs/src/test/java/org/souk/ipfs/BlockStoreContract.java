package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every block store does. */
abstract class BlockStoreContract {
    abstract BlockStore storeOf(long maxBytes) throws IOException;

    static Block block(int size, String seed) throws IOException {
        return Block.of(Codec.RAW, SampleStream.bytes(size, seed));
    }

    @Test
    void blockIsThereOnceItIsPut() throws IOException {
        BlockStore store = storeOf(1000);
        Block block = block(100, "a");
        assertThat(store.has(block.cid())).isFalse();

        store.put(block);

        assertThat(store.has(block.cid())).isTrue();
        assertThat(store.get(block.cid()).bytes()).isEqualTo(block.bytes());
        assertThat(store.size()).isEqualTo(100);
    }

    @Test
    void blockThatIsPutTwiceCountsOnce() throws IOException {
        BlockStore store = storeOf(1000);

        store.put(block(100, "a"));
        store.put(block(100, "a"));

        assertThat(store.size()).isEqualTo(100);
    }

    @Test
    void absentBlockIsNamed() throws IOException {
        BlockStore store = storeOf(1000);
        Cid cid = block(100, "a").cid();

        assertThatThrownBy(() -> store.get(cid))
                .isInstanceOf(BlockMissing.class)
                .hasMessageContaining(cid.toString());
    }

    @Test
    void blockOverTheQuotaIsRefusedAndTheRestStays() throws IOException {
        BlockStore store = storeOf(150);
        store.put(block(100, "a"));

        assertThatThrownBy(() -> store.put(block(51, "b")))
                .isInstanceOf(StorageFull.class)
                .hasMessageContaining("holds 100 of 150 bytes, no room for 51 more");

        assertThat(store.has(block(51, "b").cid())).isFalse();
        store.put(block(50, "c"));
        assertThat(store.size()).isEqualTo(150);
    }

    @Test
    void stagedBlocksAppearWithTheCommit() throws IOException {
        BlockStore store = storeOf(1000);
        Cid cid = block(100, "a").cid();
        try (Staging staging = store.stage()) {
            staging.put(block(100, "a"));
            staging.put(block(100, "a"));
            assertThat(store.has(cid)).isFalse();
            assertThat(store.size()).as("counts at once").isEqualTo(100);

            staging.commit();
        }

        assertThat(store.has(cid)).isTrue();
        assertThat(store.size()).isEqualTo(100);
    }

    @Test
    void stagedBlocksAreGoneWithoutACommit() throws IOException {
        BlockStore store = storeOf(150);
        assertThatThrownBy(() -> {
                    try (Staging staging = store.stage()) {
                        staging.put(block(100, "a"));
                        staging.put(block(51, "b"));
                    }
                })
                .isInstanceOf(StorageFull.class);

        assertThat(store.has(block(100, "a").cid())).isFalse();
        assertThat(store.size()).isZero();
        store.put(block(150, "c"));
    }

    @Test
    void manyThreadsBringTheSameBlocks() throws Exception {
        BlockStore store = storeOf(1_000_000);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                work.add(() -> {
                    for (int b = 0; b < 20; b++) {
                        store.put(block(1000 + b, "block " + b));
                        store.get(block(1000 + b, "block " + b).cid());
                    }
                    return null;
                });
            }
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
        // 20 blocks of 1000 to 1019 bytes: 20 * 1000 + (0 + … + 19)
        assertThat(store.size()).isEqualTo(20_190);
    }
}
