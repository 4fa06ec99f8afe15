package org.souk.core.account;

import java.time.Instant;

/**
 * An RSA key that signs access tokens.
 *
 * @param id the {@code kid} in token headers and in the JWK set
 * @param privatePkcs8 the private key, PKCS#8 DER
 * @param publicSpki the public key, X.509 SubjectPublicKeyInfo DER
 */
@SuppressWarnings("ArrayRecordComponent")
public record SigningKey(String id, byte[] privatePkcs8, byte[] publicSpki, Instant createdAt) {
    /** Key material stays out of logs. */
    @Override
    public String toString() {
        return "SigningKey[" + id + "]";
    }
}
