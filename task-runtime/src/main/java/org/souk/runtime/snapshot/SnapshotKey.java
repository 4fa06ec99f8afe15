package org.souk.runtime.snapshot;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The secret of one task that authenticates its snapshots, 32 bytes. Only the market and the task's nodes know it. */
public final class SnapshotKey {

    /** The length in bytes. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] bytes;

    private SnapshotKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * A key that was given.
     *
     * @throws IllegalArgumentException if it has not {@value #LENGTH} bytes
     */
    public static SnapshotKey of(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("snapshot key: must have " + LENGTH + " bytes, not " + bytes.length);
        }
        return new SnapshotKey(bytes.clone());
    }

    /** A new key. */
    public static SnapshotKey random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new SnapshotKey(bytes);
    }

    /** Its bytes, to be passed on to who may know them. */
    public byte[] bytes() {
        return bytes.clone();
    }

    Mac mac() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SnapshotKey key && MessageDigest.isEqual(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return bytes[0];
    }

    /** Tells nothing, so that no log does. */
    @Override
    public String toString() {
        return "SnapshotKey";
    }
}
