package org.souk.ipfs;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the sections of a CAR version 1 from a stream that a stranger controls, one verified block at a time. */
final class CarReader {
    private final InputStream in;
    private final CarLimits limits;
    private final Cid root;
    private long read;

    /** Reads the header. */
    CarReader(InputStream in, CarLimits limits) throws IOException {
        this.in = in;
        this.limits = limits;
        int length = length("header", CarHeader.LENGTH);
        if (length < 0) {
            throw new InvalidContent("CAR is empty");
        }
        this.root = CarHeader.decode(bytes("header", length));
    }

    Cid root() {
        return root;
    }

    /** The next block, or nothing at the end. */
    Optional<Block> next() throws IOException {
        int length = length("block", Cid.BYTE_LENGTH + limits.maxBlockBytes());
        if (length < 0) {
            return Optional.empty();
        }
        if (length < Cid.BYTE_LENGTH) {
            throw new InvalidContent("CAR block of " + length + " bytes is too short to have a CID");
        }
        Cid cid;
        try {
            cid = Cid.fromBytes(bytes("block", Cid.BYTE_LENGTH));
        } catch (InvalidCid e) {
            throw new InvalidContent("CAR block has a bad " + e.getMessage(), e);
        }
        return Optional.of(Block.verified(cid, bytes("block", length - Cid.BYTE_LENGTH)));
    }

    /** The length of the next section, or -1 at the end of the stream. */
    private int length(String section, int max) throws IOException {
        long value = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            int next = in.read();
            if (next < 0) {
                if (i == 0) {
                    return -1;
                }
                throw truncated(section);
            }
            count(1);
            value |= (long) (next & 0x7f) << (7 * i);
            if (next < 0x80) {
                if (next == 0 && i > 0) {
                    throw new InvalidContent("CAR " + section + " length is not in its shortest form");
                }
                if (value > max) {
                    throw new LimitExceeded("CAR " + section + " claims " + value + " bytes, allowed are " + max);
                }
                return (int) value;
            }
        }
        throw new InvalidContent("CAR " + section + " length is not a number below 2^63");
    }

    private byte[] bytes(String section, int length) throws IOException {
        count(length);
        byte[] bytes = new byte[length];
        if (in.readNBytes(bytes, 0, length) < length) {
            throw truncated(section);
        }
        return bytes;
    }

    private void count(int bytes) throws LimitExceeded {
        read += bytes;
        if (read > limits.maxBytes()) {
            throw new LimitExceeded("CAR has more than the " + limits.maxBytes() + " bytes that are allowed");
        }
    }

    private static InvalidContent truncated(String section) {
        return new InvalidContent("CAR ends within a " + section);
    }
}
