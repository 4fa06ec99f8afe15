package org.souk.runtime.module;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads a stretch of a WebAssembly binary that nobody has vouched for; whatever is wrong with it is {@link Refused}. */
public final class BinaryReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    public BinaryReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.position = from;
        this.end = end;
    }

    public int position() {
        return position;
    }

    public boolean atEnd() {
        return position == end;
    }

    public int remaining() {
        return end - position;
    }

    public int u8() throws Refused {
        if (position >= end) {
            throw malformed("ends too early");
        }
        return bytes[position++] & 0xFF;
    }

    /** The next byte, which stays to be read. */
    public int peek() throws Refused {
        int next = u8();
        position--;
        return next;
    }

    /** An unsigned 32-bit number, as a long. */
    public long u32() throws Refused {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if (value > 0xFFFF_FFFFL) {
                    throw malformed("has a number that is too large");
                }
                return value;
            }
        }
        throw malformed("has a number that is too long");
    }

    /** A length or index, which must be at most the limit. */
    public int bounded(String what, int limit) throws Refused {
        long value = u32();
        if (value > limit) {
            throw new Refused("has " + value + " " + what + "; at most " + limit + " are allowed");
        }
        return (int) value;
    }

    /** How many items follow; each takes at least a byte, so a larger number is a lie. */
    public int count(String what, int limit) throws Refused {
        int count = bounded(what, limit);
        if (count > remaining()) {
            throw malformed("announces " + count + " " + what + " where there is no room for them");
        }
        return count;
    }

    /** Skips a signed number of at most ten bytes. */
    public void skipSigned() throws Refused {
        for (int length = 0; length < 10; length++) {
            if (u8() < 0x80) {
                return;
            }
        }
        throw malformed("has a number that is too long");
    }

    /** A signed number of at most 33 bits. */
    public long s33() throws Refused {
        long value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = u8();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                return value << (57 - shift) >> (57 - shift);
            }
        }
        throw malformed("has a number that is too long");
    }

    public void skip(int length) throws Refused {
        if (length < 0 || length > remaining()) {
            throw malformed("ends too early");
        }
        position += length;
    }

    public String name() throws Refused {
        int length = count("characters in a name", 100_000);
        ByteBuffer text = ByteBuffer.wrap(bytes, position, length);
        position += length;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(text).toString();
        } catch (CharacterCodingException e) {
            throw new Refused("is malformed: it has a name that is not UTF-8", e);
        }
    }

    /** A reader of the next bytes, which this reader skips. */
    public BinaryReader slice(int length) throws Refused {
        int from = position;
        skip(length);
        return new BinaryReader(bytes, from, position);
    }

    /** Everything that is left, which this reader skips. */
    public byte[] rest() {
        byte[] rest = Arrays.copyOfRange(bytes, position, end);
        position = end;
        return rest;
    }

    public Refused malformed(String what) {
        return new Refused("is malformed: it " + what + " at byte " + position);
    }
}
