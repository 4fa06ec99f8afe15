package org.souk.runtime.module;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes parts of a WebAssembly binary. */
final class BinaryWriter extends ByteArrayOutputStream {

    BinaryWriter unsigned(long value) {
        long rest = value;
        while (rest >= 0x80) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        write((int) rest);
        return this;
    }

    BinaryWriter signed(long value) {
        long rest = value;
        while (rest < -0x40 || rest >= 0x40) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        write((int) rest & 0x7F);
        return this;
    }

    BinaryWriter octets(int... octets) {
        for (int octet : octets) {
            write(octet);
        }
        return this;
    }

    BinaryWriter copy(byte[] source, int from, int to) {
        write(source, from, to - from);
        return this;
    }

    /** Copies what the reader has not read yet. */
    BinaryWriter copyRest(BinaryReader reader) {
        byte[] rest = reader.rest();
        write(rest, 0, rest.length);
        return this;
    }

    BinaryWriter append(BinaryWriter other) {
        writeBytes(other.toByteArray());
        return this;
    }

    /** Moves what the other has written to the end of this one. */
    BinaryWriter drain(BinaryWriter other) {
        append(other);
        other.reset();
        return this;
    }

    BinaryWriter name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        writeBytes(utf8);
        return this;
    }
}
