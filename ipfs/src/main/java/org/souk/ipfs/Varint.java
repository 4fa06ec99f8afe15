package org.souk.ipfs;

/** Unsigned varints, in their shortest form only, up to 2^63 - 1. */
final class Varint {
    /** Bytes that the largest value takes. */
    static final int MAX_BYTES = 9;

    private Varint() {}

    /** Writes the varint at the position and returns the position after it. */
    static int write(byte[] target, int position, long value) {
        int at = position;
        long rest = value;
        while (rest > 0x7f) {
            target[at++] = (byte) ((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        target[at++] = (byte) rest;
        return at;
    }
}
