package org.souk.runtime.snapshot;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * What two granules of memory share only if they are the same, but for a chance of 2⁻⁶⁴ that nobody can raise: a program
 * that knew how to change its memory unseen would go on elsewhere with another result than a replay has, and its buyer
 * could call the seller a liar. Checksums are no help against that, and a hash such as SHA-256 takes ten times as long.
 *
 * <p>NH with two keys, as in Black, Halevi, Krawczyk, Krovetz and Rogaway, "UMAC: Fast and Secure Message Authentication",
 * CRYPTO 1999; the keys are made by each process and never leave it.
 */
record Fingerprint(long first, long second) {

    /** Bytes that a fingerprint is of. */
    static final int LENGTH = 4096;

    private static final int WORDS = LENGTH / Integer.BYTES;
    private static final long LOW = 0xFFFF_FFFFL;
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    /** Four words more than the message has: the second key is the first one, moved by four (UMAC's Toeplitz shift). */
    private static final int[] KEY = new SecureRandom().ints(WORDS + 4).toArray();

    /** Of the bytes from there on. */
    static Fingerprint of(byte[] bytes, int from) {
        long first = 0;
        long second = 0;
        for (int i = 0; i < WORDS; i += 2) {
            int at = from + i * Integer.BYTES;
            int left = (int) INTS.get(bytes, at);
            int right = (int) INTS.get(bytes, at + Integer.BYTES);
            first += (left + KEY[i] & LOW) * (right + KEY[i + 1] & LOW);
            second += (left + KEY[i + 4] & LOW) * (right + KEY[i + 5] & LOW);
        }
        return new Fingerprint(first, second);
    }
}
