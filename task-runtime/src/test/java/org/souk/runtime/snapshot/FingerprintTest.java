package org.souk.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    private static byte[] random(long seed) {
        byte[] bytes = new byte[2 * Fingerprint.LENGTH];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @Test
    void sameBytesHaveTheSameWhereverTheyAre() {
        byte[] bytes = random(1);
        byte[] moved = new byte[bytes.length];
        System.arraycopy(bytes, 0, moved, 100, Fingerprint.LENGTH);

        assertThat(Fingerprint.of(moved, 100)).isEqualTo(Fingerprint.of(bytes, 0));
    }

    @Test
    void everyBitCounts() {
        byte[] bytes = random(2);
        Fingerprint original = Fingerprint.of(bytes, 0);
        for (int bit = 0; bit < 8 * Fingerprint.LENGTH; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Fingerprint.of(bytes, 0)).as("bit " + bit).isNotEqualTo(original);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
    }

    /** Checksums are linear: these differences are unseen by CRC-32, whatever else is in the granule. */
    @Test
    void differencesThatAChecksumDoesNotSeeAreSeen() {
        byte[] bytes = random(3);
        Fingerprint original = Fingerprint.of(bytes, 0);
        // The polynomial of CRC-32 itself, lowest bits first: as a message it leaves the remainder 0.
        int[] difference = {0x41, 0x06, 0x71, 0xDB, 0x01};
        CRC32 before = new CRC32();
        before.update(bytes, 0, Fingerprint.LENGTH);
        for (int i = 0; i < difference.length; i++) {
            bytes[500 + i] ^= (byte) difference[i];
        }
        CRC32 after = new CRC32();
        after.update(bytes, 0, Fingerprint.LENGTH);
        assertThat(after.getValue()).isEqualTo(before.getValue());

        assertThat(Fingerprint.of(bytes, 0)).isNotEqualTo(original);
    }
}
