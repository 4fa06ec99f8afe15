package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.souk.testing.Patience;

/** Blocks whose hash is right and whose content was made to do harm. */
@Timeout(Patience.TEST_SECONDS)
class HostileBlocksTest {
    private static final byte[] FOLDER_HEADER = {8, 1};

    @TempDir
    Path temp;

    private final MemoryBlockStore blocks = new MemoryBlockStore();
    private final ContentStore store = new ContentStore(blocks);

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/etc/passwd", "a\\b", "a\u0000b", "a\nb", "\uFFFD"})
    void nameThatWouldLeaveTheFolderIsRefused(String name) throws IOException {
        Cid folder = put(new DagPbNode(List.of(entry(name)), FOLDER_HEADER));

        refused(folder, "folder entry");
    }

    @Test
    void nameOfTooManyBytesIsRefused() throws IOException {
        refused(put(new DagPbNode(List.of(entry("ä".repeat(128))), FOLDER_HEADER)), "more than 255 bytes");
    }

    @Test
    void repeatedAndUnsortedNamesAreRefused() throws IOException {
        refused(put(new DagPbNode(List.of(entry("a"), entry("a")), FOLDER_HEADER)), "two entries named 'a'");
        refused(put(new DagPbNode(List.of(entry("b"), entry("a")), FOLDER_HEADER)), "not sorted: 'a' comes after 'b'");
    }

    @ParameterizedTest
    @CsvSource({
        "0804, symbolic link",
        "0805, sharded (HAMT) folder",
        "0803, has type 3",
        "'', should have field 1",
        "08, ends within a number",
        "088200, not in its shortest form",
        "08ffffffffffffffffff01, above 2^63 - 1",
        "0802120a00, claims 10 bytes",
        "08021801, claims a size of 1 bytes but holds 0",
        "08022001, has 0 links but sizes for 1",
        "0802180020012001, has 0 links but sizes for 2",
        "08021801120161, where none is expected",
        "0801120161, carries file content",
        "08023001, where none is expected",
        "0802ff01, field tag",
    })
    void badHeaderIsRefusedWithTheReason(String hex, String reason) throws IOException {
        refused(put(new DagPbNode(List.of(), HexFormat.of().parseHex(hex))), reason);
    }

    @ParameterizedTest
    @CsvSource({
        "'', no data field",
        "0a00, should have field 1 of wire type 0 at byte 0 but ends",
        "0a0208020a00, something after its data field",
        "0a02080212, something after its data field",
        "1200, link 1 should have field 1",
        "12020a00, link 1 has a bad CID",
        "12ff, ends within a number",
        "1205, claims 5 bytes",
        "1a00, should have field 1 of wire type 2",
    })
    void malformedNodeIsRefusedWithTheReason(String hex, String reason) throws IOException {
        Block block = Block.of(Codec.DAG_PB, HexFormat.of().parseHex(hex));
        blocks.put(block);

        refused(block.cid(), reason);
    }

    @Test
    void sizeLiesAreFound() throws IOException {
        DagPbLink leaf = raw("ten bytes!").link("");
        refused(
                put(UnixFsNode.encodeFile(List.of(leaf), List.of(11L))),
                "has 10 bytes of content, its parent claims 11");
        refused(put(UnixFsNode.encodeFile(List.of(leaf), List.of(9L))), "has 10 bytes of content, its parent claims 9");
        refused(put(UnixFsNode.encodeFile(List.of(leaf), List.of(0L))), "link to no content");
        refused(put(UnixFsNode.encodeFile(List.of(leaf), List.of(10L, 10L))), "1 links but sizes for 2");
    }

    @Test
    void sizesThatOverflowAreFound() throws IOException {
        ProtoWriter header = new ProtoWriter();
        header.varint(1, 2);
        header.varint(3, 10);
        header.varint(4, Long.MAX_VALUE);
        header.varint(4, 1);
        DagPbLink leaf = raw("ten bytes!").link("");

        refused(put(new DagPbNode(List.of(leaf, leaf), header.toBytes())), "add up to more than 2^63 - 1 bytes");
    }

    @Test
    void sizeThatIsNotTheSumIsFound() throws IOException {
        ProtoWriter header = new ProtoWriter();
        header.varint(1, 2);
        header.varint(3, 12);
        header.varint(4, 10);

        refused(
                put(new DagPbNode(List.of(raw("ten bytes!").link("")), header.toBytes())),
                "claims a size of 12 bytes but its links add up to 10");
    }

    @Test
    void folderWithinAFileIsRefused() throws IOException {
        DagPbLink folder = new DagPbLink(put(new DagPbNode(List.of(), FOLDER_HEADER)), "", 4);

        refused(put(UnixFsNode.encodeFile(List.of(folder), List.of(4L))), "is a folder within a file");
    }

    @Test
    void endlesslyDeepFileIsRefused() throws IOException {
        DagPbLink link = raw("x").link("");
        for (int i = 0; i < 12; i++) {
            link = new DagPbLink(put(UnixFsNode.encodeFile(List.of(link), List.of(1L))), "", 1);
        }

        refused(link.cid(), "deeper than 10 levels");
    }

    @Test
    void smallDagThatUnfoldsIntoManyBytesIsRefusedBeforeItIsWritten() throws IOException {
        ImportedNode node = raw("x".repeat(1000));
        DagPbLink link = node.link("");
        long size = 1000;
        for (int i = 0; i < 4; i++) {
            link = new DagPbLink(
                    put(UnixFsNode.encodeFile(Collections.nCopies(1000, link), Collections.nCopies(1000, size))),
                    "",
                    1);
            size *= 1000;
        }
        Cid bomb = link.cid();

        assertThat(store.size(bomb)).isEqualTo(1_000_000_000_000_000L);
        assertThatThrownBy(() -> store.extract(bomb, temp.resolve("out"), 1_000_000))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("has 1000000000000000 bytes, allowed are 1000000");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void smallDagThatUnfoldsIntoManyFoldersIsRefused() throws IOException {
        Cid cid = put(new DagPbNode(List.of(), FOLDER_HEADER));
        for (int i = 0; i < 30; i++) {
            List<DagPbLink> twice = List.of(new DagPbLink(cid, "a", 1), new DagPbLink(cid, "b", 1));
            cid = put(new DagPbNode(twice, FOLDER_HEADER));
        }
        Cid bomb = cid;

        assertThat(store.size(bomb)).isZero();
        assertThat(store.complete(bomb)).isTrue();
        assertThatThrownBy(() -> store.extract(bomb, temp.resolve("out"), 1000))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("has 2147483647 files and folders, allowed are 100000");
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void deepFoldersAreRefusedAndWalkedWithoutOverflow() throws IOException {
        Cid cid = put(new DagPbNode(List.of(), FOLDER_HEADER));
        for (int i = 0; i < 20_000; i++) {
            cid = put(new DagPbNode(List.of(new DagPbLink(cid, "a", 1)), FOLDER_HEADER));
        }
        Cid deep = cid;

        assertThat(store.complete(deep)).isTrue();
        assertThatThrownBy(() -> store.size(deep)).isInstanceOf(LimitExceeded.class);
        assertThatThrownBy(() -> store.extract(deep, temp.resolve("out"), 1000))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("deeper than 64 folders");
    }

    @Test
    void contentWrappedByOtherToolsIsRead() throws IOException {
        // ipfs add --cid-version=1 --raw-leaves=false of "hello world", as Kubo's own tests expect it
        Cid cid = put(new DagPbNode(List.of(), HexFormat.of().parseHex("0802120b68656c6c6f20776f726c64180b")));
        assertThat(cid).hasToString("bafybeihykld7uyxzogax6vgyvag42y7464eywpf55gxi5qpoisibh3c5wa");

        store.extract(cid, temp.resolve("out"), 11);

        assertThat(temp.resolve("out")).hasContent("hello world");
    }

    private void refused(Cid cid, String reason) {
        assertThatThrownBy(() -> store.extract(cid, temp.resolve("out"), 1_000_000))
                .isInstanceOf(InvalidContent.class)
                .hasMessageContaining(reason);
        assertThat(temp).as("nothing is left behind").isEmptyDirectory();
    }

    private Cid put(DagPbNode node) throws IOException {
        Block block = Block.of(Codec.DAG_PB, node.encode());
        blocks.put(block);
        return block.cid();
    }

    private ImportedNode raw(String content) throws IOException {
        Block block = Block.of(Codec.RAW, content.getBytes(StandardCharsets.US_ASCII));
        blocks.put(block);
        return new ImportedNode(block.cid(), block.size(), block.size());
    }

    private DagPbLink entry(String name) throws IOException {
        return raw("x").link(name);
    }
}
