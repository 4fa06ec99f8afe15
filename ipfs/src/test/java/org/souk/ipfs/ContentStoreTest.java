package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
    @TempDir
    Path temp;

    private FileBlockStore blocks;
    private ContentStore store;

    @BeforeEach
    void open() throws IOException {
        blocks = FileBlockStore.open(temp.resolve("store"), 50_000_000);
        store = new ContentStore(blocks);
    }

    @AfterEach
    void close() throws IOException {
        blocks.close();
    }

    @Test
    void folderComesBackAsItWas() throws IOException {
        Path tree = GoldenCidTest.sampleTree(temp.resolve("tree"));

        Cid cid = store.add(tree);
        store.extract(cid, temp.resolve("out"), 10_000_000);

        assertThat(contentOf(temp.resolve("out"))).isEqualTo(contentOf(tree));
        assertThat(store.size(cid))
                .isEqualTo(contentOf(tree).values().stream()
                        .mapToLong(String::length)
                        .sum());
        assertThat(store.complete(cid)).isTrue();
    }

    private static Map<String, String> contentOf(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.toList()) {
                String name = folder.relativize(path).toString();
                content.put(
                        Files.isDirectory(path) ? name + "/" : name,
                        Files.isDirectory(path)
                                ? ""
                                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return content;
    }

    @Test
    void equalContentIsKeptOnce() throws IOException {
        store.add(new SampleStream(1_000_000, "a"));
        long size = blocks.size();

        store.add(new SampleStream(1_000_000, "a"));

        assertThat(blocks.size()).isEqualTo(size);
    }

    @Test
    void contentOverTheCallersLimitIsRefusedAndNothingIsKept() {
        assertThatThrownBy(() -> store.add(new SampleStream(1_000_001, "a"), 1_000_000))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("more than the 1000000 bytes");
        assertThat(blocks.size()).isZero();
    }

    @Test
    void contentOverTheQuotaIsRefusedAndNothingIsKept() {
        assertThatThrownBy(() -> store.add(new SampleStream(50_000_001, "a"))).isInstanceOf(StorageFull.class);
        assertThat(blocks.size()).isZero();
    }

    @Test
    void streamThatBreaksLeavesNothing() {
        InputStream broken = new SequenceInputStream(new SampleStream(600_000, "a"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        });

        assertThatThrownBy(() -> store.add(broken)).hasMessage("connection reset");
        assertThat(blocks.size()).isZero();
    }

    @Test
    void symbolicLinkIsRefused() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        Files.writeString(folder.resolve("a"), "a");
        Files.createSymbolicLink(folder.resolve("b"), folder.resolve("a"));

        assertThatThrownBy(() -> store.add(folder))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("b is a symbolic link or a device");
        assertThat(blocks.size()).isZero();
    }

    @Test
    void pathThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> store.add(temp.resolve("nowhere")))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("nowhere does not exist");
    }

    @Test
    void folderThatKuboWouldShardIsRefused() throws IOException {
        Path folder = Files.createDirectory(temp.resolve("folder"));
        // 36 bytes of CID and 220 of name: the 1024th entry makes 256 KiB
        for (int i = 0; i < 1024; i++) {
            Files.createFile(folder.resolve("n".repeat(216) + (1000 + i)));
        }

        assertThatThrownBy(() -> store.add(folder))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("too many entries (more than 1023 with names this long)");
        Files.delete(folder.resolve("n".repeat(216) + 1000));
        store.add(folder);
    }

    @Test
    void targetThatExistsIsNotTouched() throws IOException {
        Cid cid = store.add(new SampleStream(10, "a"));
        Path target = Files.writeString(temp.resolve("mine"), "mine");

        assertThatThrownBy(() -> store.extract(cid, target, 100)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(target).hasContent("mine");
    }

    @Test
    void extractionKeepsItsLimitAndLeavesNothing() throws IOException {
        Cid cid = store.add(GoldenCidTest.sampleTree(temp.resolve("tree")));
        long size = store.size(cid);

        assertThatThrownBy(() -> store.extract(cid, temp.resolve("out"), size - 1))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("has " + size + " bytes, allowed are " + (size - 1));
        assertThat(temp).isDirectoryNotContaining("glob:**/*out*");
        store.extract(cid, temp.resolve("out"), size);
    }

    @Test
    void corruptBlockStopsAnExtractionAndLeavesNothing() throws IOException {
        Cid cid = store.add(new SampleStream(600_000, "a"));
        Cid last = Dag.links(blocks.get(cid)).get(2);
        try (Stream<Path> files = Files.walk(temp.resolve("store"))) {
            Path file = files.filter(path -> path.endsWith(last.toString()))
                    .findAny()
                    .orElseThrow();
            byte[] changed = Files.readAllBytes(file);
            changed[0] ^= 1;
            Files.write(file, changed);
        }

        assertThatThrownBy(() -> store.extract(cid, temp.resolve("out"), 1_000_000))
                .isInstanceOf(BlockCorrupt.class)
                .hasMessageContaining(last.toString());
        assertThat(temp).isDirectoryNotContaining("glob:**/*out*");
        assertThat(store.complete(cid)).isFalse();
        assertThat(Dag.missing(cid, blocks)).containsExactly(last);
    }

    @Test
    void folderCannotBeCopiedAsAFile() throws IOException {
        Cid cid = store.add(Files.createDirectory(temp.resolve("folder")));

        assertThatThrownBy(() -> store.copyTo(cid, OutputStream.nullOutputStream()))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining("is a folder, expected a file");
    }

    @Test
    void carCarriesAFolderToAnotherStore() throws IOException {
        Path tree = GoldenCidTest.sampleTree(temp.resolve("tree"));
        Cid cid = store.add(tree);
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        store.exportCar(cid, car);

        try (FileBlockStore other = FileBlockStore.open(temp.resolve("other"), 50_000_000)) {
            ContentStore target = new ContentStore(other);
            target.importCar(cid, new ByteArrayInputStream(car.toByteArray()), CarLimits.ofBytes(car.size()));
            target.extract(cid, temp.resolve("out"), 10_000_000);
        }

        assertThat(contentOf(temp.resolve("out"))).isEqualTo(contentOf(tree));
    }
}
