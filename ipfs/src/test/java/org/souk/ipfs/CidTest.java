package org.souk.ipfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CidTest {
    private static final String HELLO_WORLD = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";

    @Test
    void textGivesCodecAndDigest() {
        Cid cid = Cid.parse(HELLO_WORLD);

        assertThat(cid.codec()).isEqualTo(Codec.RAW);
        assertThat(cid).hasToString(HELLO_WORLD).isEqualTo(Cid.fromBytes(cid.bytes()));
        assertThat(cid.verify("hello world".getBytes(StandardCharsets.UTF_8))).isTrue();
        assertThat(cid.verify("hello worle".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @Test
    void sameDigestUnderAnotherCodecIsAnotherCid() {
        byte[] bytes = {1, 2, 3};

        assertThat(Cid.of(Codec.RAW, bytes)).isNotEqualTo(Cid.of(Codec.DAG_PB, bytes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is empty",
                "QmUNLLsPACCz1vLxQVkXqqLX5R1X345qqfHbsf67hvA3Nn | version 0 is not supported",
                "zb2rhk6GMPQF3hfzwXTaNYFLKomMeC6UXdUt6jZKPpeVirLtV | multibase prefix",
                "BAFKREIFZJUT3TE2NHYEKKLSS27NH3K72YSCO7Y32KOAO5EEI66WOF36N5E | multibase prefix",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5 | has 58 characters, expected 59",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5ea | has 60 characters, expected 59",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n51 | character at position 59",
                "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5f | unused bits set in its last character",
                // version 2, codec dag-cbor, multihash sha1, digest length 31
                "bajkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e | version 2 is not supported",
                "bafyreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e | codec 0x71 is not supported",
                "bafkrcifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e | multihash code 0x11 is not supported",
                "bafkreh5zjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e | digest length 31 is wrong",
            })
    void textThatIsNoSupportedCidIsRefusedWithTheReason(String text, String reason) {
        assertThatThrownBy(() -> Cid.parse(text)).isInstanceOf(InvalidCid.class).hasMessageContaining(reason);
    }

    @Test
    void messageShowsNoControlCharactersAndNoEndlessInput() {
        assertThatThrownBy(() -> Cid.parse("b\u001b[31m" + "a".repeat(100_000)))
                .isInstanceOf(InvalidCid.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(250).doesNotContainPattern("\\p{Cntrl}"));
    }

    @Property
    void everyCidHasOneSpellingInTextAndBytes(@ForAll Codec codec, @ForAll byte[] content) {
        Cid cid = Cid.of(codec, content);

        assertThat(cid.toString()).hasSize(Cid.TEXT_LENGTH).matches("b[a-z2-7]+");
        assertThat(Cid.parse(cid.toString())).isEqualTo(cid).hasSameHashCodeAs(cid);
        assertThat(Cid.fromBytes(cid.bytes())).isEqualTo(cid);
    }

    @Property
    void anyTextIsACidOrRefused(@ForAll String text) {
        try {
            assertThat(Cid.parse(text)).hasToString(text);
        } catch (InvalidCid e) {
            assertThat(e).hasMessageStartingWith("CID: ");
        }
    }

    @Property
    void changedBytesAreAnotherCidOrRefused(@ForAll byte[] content, @ForAll int position, @ForAll byte change) {
        Cid cid = Cid.of(Codec.RAW, content);
        byte[] bytes = cid.bytes();
        bytes[Math.floorMod(position, bytes.length)] ^= change;
        try {
            assertThat(Cid.fromBytes(bytes).equals(cid)).isEqualTo(Arrays.equals(bytes, cid.bytes()));
        } catch (InvalidCid e) {
            assertThat(e).hasMessageStartingWith("CID: ");
        }
    }
}
