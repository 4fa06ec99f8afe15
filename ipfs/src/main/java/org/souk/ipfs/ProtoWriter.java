package org.souk.ipfs;

import java.util.Arrays;

/** Writes the two protobuf wire types that dag-pb uses, fields in the order in which they are called. */
final class ProtoWriter {
    private byte[] buffer = new byte[256];
    private int length;

    void varint(int field, long value) {
        ensure(1 + Varint.MAX_BYTES);
        buffer[length++] = (byte) (field << 3);
        length = Varint.write(buffer, length, value);
    }

    void bytes(int field, byte[] value) {
        ensure(1 + Varint.MAX_BYTES + value.length);
        buffer[length++] = (byte) (field << 3 | 2);
        length = Varint.write(buffer, length, value.length);
        System.arraycopy(value, 0, buffer, length, value.length);
        length += value.length;
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    private void ensure(int more) {
        if (buffer.length - length < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }
}
