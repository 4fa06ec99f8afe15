package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CIDs that other implementations computed; where they come from is told in {@code golden-cids.md}. */
class GoldenCidTest {
    private static final BlockSink NOWHERE = block -> {};

    @ParameterizedTest
    @CsvSource({
        "0, bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
        "1, bafkreihh63abc53orw342mylkqlu7v3ppubbnnqshb5f77h3qhtpbemwqm",
        "262143, bafkreib27xtwyqq3axj2lkmbqwn3qhoy4pikqbvl2cuean2g23hdant6q4",
        "262144, bafkreickqshdrpnwgqauqosic2qnzhcp6h4bnh4h6tq7t6f532kyjdob6q",
        "262145, bafybeifspcygzazezwk5gfmfmvijikfsrgorfr6dsruog4kinl4tmc37hy",
        "1048576, bafybeie5crevxvljo3oow2mnn6vavbs6hdznsswht3r4jhgtzp5ewmqfka",
        // 174 * 262144: the widest tree of one level
        "45613056, bafybeifddzgb6vxt54tpxclgrf2temanw2qllkb475mhdgotcrish63lgu",
        "45613057, bafybeib7b2edhqyl3n6kxadpl2s3ip2yr7jmamibiopoqwf2j5juffge7m",
        "48234567, bafybeihp6rqood6jwarbduzgk7ewu65t7fz4yiedxkq42dqdxfqzfp6ccy",
    })
    void fileHasTheCidOfOtherImplementations(long size, String cid) throws IOException {
        ImportedNode node = new FileImport(NOWHERE).add(new SampleStream(size, "souk"), Long.MAX_VALUE);

        assertThat(node.cid()).hasToString(cid);
        assertThat(node.contentSize()).isEqualTo(size);
    }

    @Test
    void treeOfThreeLevelsHasTheCidOfOtherImplementations() throws IOException {
        // 174 * 174 chunks fill two levels; one byte more begins a third.
        var content = new SampleStream(16 * 174 * 174 + 1, "souk");

        ImportedNode node = new FileImport(NOWHERE, 16, 174).add(content, Long.MAX_VALUE);

        assertThat(node.cid()).hasToString("bafybeiedgcbcwhvbytrodddy3ffnguqttnzqwjxzu6et4xskfbiqq62mqm");
    }

    @ParameterizedTest
    @CsvSource({
        "174, bafybeigwduxcf2aawppv3isnfeshnimkyplvw3hthxjhr2bdeje4tdaicu",
        "175, bafybeidhd7lo2n2v7lta5yamob3xwhbxcczmmtmhquwhjesi35jntf7mpu",
    })
    void fileHasTheCidThatKubosOwnTestsExpect(long mebibytes, String cid) throws IOException {
        var content = new SampleStream(mebibytes << 20, "v1-seed");

        ImportedNode node = new FileImport(NOWHERE, 1 << 20, 174).add(content, Long.MAX_VALUE);

        assertThat(node.cid()).hasToString(cid);
    }

    @Test
    void smallFileHasTheCidThatKubosOwnTestsExpect() throws IOException {
        assertThat(Cid.of(Codec.RAW, utf8("hello world")))
                .hasToString("bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e");
    }

    @Test
    void largeFolderHasTheCidThatKubosOwnTestsExpect() throws IOException {
        String alphabet = "abcdefghijklmnopqrstuvwxyz01234567890-_";
        var random = new SampleStream(1 << 20, "hamt-unixfs-v1-2025");
        Block x = Block.of(Codec.RAW, utf8("x"));
        List<DagPbLink> entries = new ArrayList<>();
        for (int i = 0; i < 4766; i++) {
            StringBuilder name = new StringBuilder();
            for (byte b : random.readNBytes(i < 4765 ? 11 : 21)) {
                name.append(alphabet.charAt((b & 0xff) % alphabet.length()));
            }
            entries.add(new DagPbLink(x.cid(), name.toString(), 1));
        }

        Block folder = Block.of(Codec.DAG_PB, UnixFsNode.encodeFolder(entries).encode());

        assertThat(folder.cid()).hasToString("bafybeic3h7rwruealwxkacabdy45jivq2crwz6bufb5ljwupn36gicplx4");
        assertThat(folder.size()).isEqualTo(262144);
    }

    @Test
    void folderAndItsCarAreThoseOfOtherImplementations(@TempDir Path temp) throws Exception {
        Path tree = sampleTree(temp.resolve("tree"));
        ContentStore store = new ContentStore(new MemoryBlockStore());

        Cid cid = store.add(tree);

        assertThat(cid).hasToString("bafybeihg4fk3t2rm6zj7fwrjyivwudkp3kucjfatn5xu7g44xo2fsfyhbi");
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        store.exportCar(cid, car);
        assertThat(car.size()).isEqualTo(601524);
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(car.toByteArray())))
                .isEqualTo("e9f96945bd8b9d7e32af44332e02ab33c02f9b7bac1350cd0205d7b0ed1ef35b");
    }

    @Test
    void emptyFolderHasTheCidOfOtherImplementations(@TempDir Path temp) throws IOException {
        assertThat(new ContentStore(new MemoryBlockStore()).add(temp))
                .hasToString("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");
    }

    static Path sampleTree(Path tree) throws IOException {
        Files.createDirectories(tree.resolve("sub/deep"));
        Files.createDirectory(tree.resolve("nothing"));
        Files.write(tree.resolve("hello.txt"), utf8("hello world"));
        Files.write(tree.resolve("big.bin"), SampleStream.bytes(600_000, "big"));
        Files.write(tree.resolve("empty"), new byte[0]);
        Files.write(tree.resolve("sub/deep/one"), SampleStream.bytes(1, "one"));
        Files.write(tree.resolve("sub/same"), SampleStream.bytes(600_000, "big"));
        Files.write(tree.resolve("B"), utf8("upper"));
        Files.write(tree.resolve(".hidden"), utf8("hidden"));
        Files.write(tree.resolve("ä"), utf8("umlaut"));
        // By UTF-8 bytes the second comes first, by UTF-16 units the first.
        Files.write(tree.resolve("\uD83D\uDE00"), utf8("beyond the BMP"));
        Files.write(tree.resolve("\uFF5E"), utf8("full width"));
        return tree;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
