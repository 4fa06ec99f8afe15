package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.testing.Patience;

class FileBlockStoreTest extends BlockStoreContract {
    @TempDir
    Path folder;

    private FileBlockStore store;

    @Override
    FileBlockStore storeOf(long maxBytes) throws IOException {
        store = FileBlockStore.open(folder, maxBytes);
        return store;
    }

    @AfterEach
    void nothingIsLeftBesideTheBlocks() throws IOException {
        if (store != null) {
            assertThat(stagedFiles()).isEmpty();
            store.close();
        }
    }

    private List<Path> stagedFiles() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("staging"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".lock"))
                    .toList();
        }
    }

    private Path fileOf(Cid cid) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("blocks"))) {
            return files.filter(file -> file.endsWith(cid.toString())).findAny().orElseThrow();
        }
    }

    @Test
    void blocksAndTheirSizeSurviveTheStore() throws IOException {
        storeOf(1000).put(block(100, "a"));
        store.close();

        storeOf(1000);

        assertThat(store.get(block(100, "a").cid()).size()).isEqualTo(100);
        assertThat(store.size()).isEqualTo(100);
    }

    @Test
    void changedFileIsReportedAndRemoved() throws IOException {
        Block block = block(100, "a");
        storeOf(1000).put(block);
        byte[] changed = block.bytes().clone();
        changed[50] ^= 1;
        Files.write(fileOf(block.cid()), changed);

        assertThatThrownBy(() -> store.get(block.cid()))
                .isInstanceOf(BlockCorrupt.class)
                .hasMessageContaining(block.cid() + ": was corrupt on disk and is removed");

        assertThat(store.has(block.cid())).isFalse();
        assertThat(store.size()).isZero();
        assertThatThrownBy(() -> store.get(block.cid())).isInstanceOf(BlockMissing.class);
        store.put(block);
        assertThat(store.get(block.cid()).bytes()).isEqualTo(block.bytes());
    }

    @Test
    void fileThatGrewBeyondTheLargestBlockIsReportedAndRemoved() throws IOException {
        Block block = block(100, "a");
        storeOf(1000).put(block);
        Files.write(fileOf(block.cid()), new byte[3 * 1024 * 1024]);

        assertThatThrownBy(() -> store.get(block.cid())).isInstanceOf(BlockCorrupt.class);
        assertThat(store.has(block.cid())).isFalse();
    }

    @Test
    void fileThatLostItsContentIsReplacedByTheNextPut() throws IOException {
        Block block = block(100, "a");
        storeOf(1000).put(block);
        Files.write(fileOf(block.cid()), new byte[0]);
        store.close();
        storeOf(1000);

        store.put(block);

        assertThat(store.get(block.cid()).bytes()).isEqualTo(block.bytes());
        assertThat(store.size()).isEqualTo(100);
    }

    @Test
    void filesForcedToDiskReadTheSame() throws IOException {
        store = FileBlockStore.open(folder, 1000, Durability.POWER_LOSS);

        store.put(block(100, "a"));

        assertThat(store.get(block(100, "a").cid()).bytes())
                .isEqualTo(block(100, "a").bytes());
    }

    @Test
    void twoStoresShareAFolderAndDoNotClearEachOthersStaging() throws IOException {
        storeOf(1000);
        try (Staging staging = store.stage()) {
            staging.put(block(100, "a"));
            try (FileBlockStore other = FileBlockStore.open(folder, 1000)) {
                other.put(block(50, "b"));
            }
            staging.commit();
        }

        assertThat(store.get(block(100, "a").cid()).size()).isEqualTo(100);
        assertThat(store.get(block(50, "b").cid()).size()).isEqualTo(50);
    }

    @Test
    void processThatIsKilledLeavesNothingButWholeBlocks() throws Exception {
        Process writer = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessWriter.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        try (InputStream ready = writer.getInputStream()) {
            assertThat(ready.read()).isEqualTo('r');
        } finally {
            writer.destroyForcibly().waitFor(Patience.SECONDS, TimeUnit.SECONDS);
        }
        assertThat(stagedFiles()).isNotEmpty();

        storeOf(Long.MAX_VALUE);

        long whole = 0;
        try (Stream<Path> files = Files.walk(folder.resolve("blocks"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                whole += store.get(Cid.parse(file.getFileName().toString())).size();
            }
        }
        assertThat(store.size()).isEqualTo(whole).isPositive();
    }

    /** Adds blocks until it is killed, with one always staged. */
    static final class EndlessWriter {
        public static void main(String[] arguments) throws IOException {
            FileBlockStore store = FileBlockStore.open(Path.of(arguments[0]), Long.MAX_VALUE);
            Staging never = store.stage();
            never.put(block(1000, "never committed"));
            for (int i = 0; ; i++) {
                store.put(block(200_000, "block " + i));
                if (i == 3) {
                    System.out.println("ready");
                }
            }
        }
    }
}
