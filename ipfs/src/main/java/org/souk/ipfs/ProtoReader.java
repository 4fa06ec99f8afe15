package org.souk.ipfs;

import java.util.Arrays;

/**
 * Reads the two protobuf wire types that dag-pb uses from bytes that a stranger chose. Every length is checked against
 * what is left before anything is allocated, and a value has one accepted spelling.
 */
final class ProtoReader {
    private final String what;
    private final byte[] bytes;
    private int position;

    /** {@code what} begins the messages of the errors. */
    ProtoReader(String what, byte[] bytes) {
        this.what = what;
        this.bytes = bytes;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    /** The field number of the next field, which must be of the wire type that {@code lengthDelimited} says. */
    int peekField() throws InvalidContent {
        int tag = bytes[position] & 0xff;
        if (tag > 0x7f || tag >> 3 == 0) {
            throw error("has a field tag that it cannot have (0x" + Integer.toHexString(tag) + ")");
        }
        return tag >> 3;
    }

    long varint(int field) throws InvalidContent {
        expect(field, 0);
        return varint();
    }

    byte[] bytes(int field) throws InvalidContent {
        expect(field, 2);
        long length = varint();
        if (length > bytes.length - position) {
            throw error("field " + field + " claims " + length + " bytes, " + (bytes.length - position) + " are left");
        }
        byte[] value = Arrays.copyOfRange(bytes, position, position + (int) length);
        position += (int) length;
        return value;
    }

    InvalidContent error(String reason) {
        return new InvalidContent(what + " " + reason);
    }

    private void expect(int field, int wireType) throws InvalidContent {
        int tag = hasMore() ? bytes[position] & 0xff : -1;
        if (tag != (field << 3 | wireType)) {
            throw error("should have field " + field + " of wire type " + wireType + " at byte " + position
                    + (tag < 0 ? " but ends" : " but has tag 0x" + Integer.toHexString(tag)));
        }
        position++;
    }

    private long varint() throws InvalidContent {
        long value = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            if (!hasMore()) {
                throw error("ends within a number");
            }
            byte next = bytes[position++];
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                if (next == 0 && i > 0) {
                    throw error("has a number that is not in its shortest form");
                }
                return value;
            }
        }
        throw error("has a number above 2^63 - 1");
    }
}
