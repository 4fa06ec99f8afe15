package org.souk.ipfs;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.spec.ChaCha20ParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that are the same everywhere: the ChaCha20 key stream (nonce and counter zero) under the SHA-256 of a seed.
 * Kubo's own tests make their files this way, so their published CIDs can be checked here.
 */
final class SampleStream extends InputStream {
    private static final byte[] ZEROS = new byte[1 << 20];

    private final Cipher cipher;
    private long left;

    SampleStream(long size, String seed) {
        left = size;
        try {
            byte[] key = MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
            cipher = Cipher.getInstance("ChaCha20");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    new SecretKeySpec(key, "ChaCha20"),
                    new ChaCha20ParameterSpec(new byte[12], 0));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] bytes(int size, String seed) {
        byte[] bytes = new byte[size];
        int read = new SampleStream(size, seed).readFully(bytes);
        if (read != size) {
            throw new IllegalStateException("read " + read + " of " + size);
        }
        return bytes;
    }

    private int readFully(byte[] target) {
        int at = 0;
        while (at < target.length) {
            int n = read(target, at, target.length - at);
            if (n < 0) {
                break;
            }
            at += n;
        }
        return at;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (left == 0) {
            return -1;
        }
        int n = (int) Math.min(Math.min(length, left), ZEROS.length);
        byte[] next = cipher.update(ZEROS, 0, n);
        System.arraycopy(next, 0, target, offset, n);
        left -= n;
        return n;
    }
}
