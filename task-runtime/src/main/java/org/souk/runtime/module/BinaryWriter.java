package org.souk.runtime.module;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes parts of a WebAssembly binary. */
public final class BinaryWriter extends ByteArrayOutputStream {

    public BinaryWriter unsigned(long value) {
        long rest = value;
        while (rest >= 0x80) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        write((int) rest);
        return this;
    }

    public BinaryWriter signed(long value) {
        long rest = value;
        while (rest < -0x40 || rest >= 0x40) {
            write((int) (rest & 0x7F) | 0x80);
            rest >>= 7;
        }
        write((int) rest & 0x7F);
        return this;
    }

    public BinaryWriter octets(int... octets) {
        for (int octet : octets) {
            write(octet);
        }
        return this;
    }

    public BinaryWriter copy(byte[] source, int from, int to) {
        write(source, from, to - from);
        return this;
    }

    /** Copies what the reader has not read yet. */
    public BinaryWriter copyRest(BinaryReader reader) {
        byte[] rest = reader.rest();
        write(rest, 0, rest.length);
        return this;
    }

    public BinaryWriter append(BinaryWriter other) {
        writeBytes(other.toByteArray());
        return this;
    }

    /** Moves what the other has written to the end of this one. */
    public BinaryWriter drain(BinaryWriter other) {
        append(other);
        other.reset();
        return this;
    }

    public BinaryWriter name(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        writeBytes(utf8);
        return this;
    }
}
