package org.souk.core.account;

/** Port: slow, salted hashing of secrets. */
public interface SecretHasher {
    /** An encoded hash that carries its parameters and salt. */
    String hash(String secret);

    boolean matches(String secret, String encodedHash);
}
