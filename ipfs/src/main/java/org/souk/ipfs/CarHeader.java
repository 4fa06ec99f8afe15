package org.souk.ipfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The header of a CAR version 1 with one root: {@code {"roots": [root], "version": 1}} in canonical DAG-CBOR. */
final class CarHeader {
    /** Bytes of a header with one root; a longer one names more roots or is not a CAR at all. */
    static final int LENGTH = 58;

    private static final byte[] BEFORE_ROOT = concatenate(
            new byte[] {(byte) 0xa2},
            text("roots"),
            // An array of one; tag 42 says that a CID follows, as 37 bytes of which the first is zero.
            new byte[] {(byte) 0x81, (byte) 0xd8, 0x2a, 0x58, Cid.BYTE_LENGTH + 1, 0});
    private static final byte[] AFTER_ROOT = concatenate(text("version"), new byte[] {1});
    private static final byte[] VERSION_2_ALONE =
            concatenate(new byte[] {(byte) 0xa1}, text("version"), new byte[] {2});

    private CarHeader() {}

    static byte[] encode(Cid root) {
        return concatenate(BEFORE_ROOT, root.bytes(), AFTER_ROOT);
    }

    static Cid decode(byte[] header) throws InvalidContent {
        if (Arrays.equals(header, VERSION_2_ALONE)) {
            throw new InvalidContent("CAR header: version 2 is not supported, give version 1");
        }
        int rootAt = BEFORE_ROOT.length;
        if (header.length != LENGTH
                || !Arrays.equals(header, 0, rootAt, BEFORE_ROOT, 0, rootAt)
                || !Arrays.equals(header, rootAt + Cid.BYTE_LENGTH, LENGTH, AFTER_ROOT, 0, AFTER_ROOT.length)) {
            throw new InvalidContent("CAR header: expected version 1 with exactly one root, a CIDv1 with sha2-256");
        }
        try {
            return Cid.fromBytes(Arrays.copyOfRange(header, rootAt, rootAt + Cid.BYTE_LENGTH));
        } catch (InvalidCid e) {
            throw new InvalidContent("CAR header: root " + e.getMessage(), e);
        }
    }

    private static byte[] text(String text) {
        return concatenate(new byte[] {(byte) (0x60 | text.length())}, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] concatenate(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
