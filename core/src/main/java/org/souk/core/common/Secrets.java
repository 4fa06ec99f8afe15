package org.souk.core.common;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes secrets for clients: 256 random bits, URL-safe. */
public final class Secrets {
    private static final int BYTES = 32;
    private final SecureRandom random = new SecureRandom();

    public String next() {
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
