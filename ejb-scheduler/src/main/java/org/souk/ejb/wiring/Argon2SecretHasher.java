package org.souk.ejb.wiring;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import org.souk.core.account.SecretHasher;

/**
 * Argon2id with 19 MiB and two passes, the smaller of the parameter sets that OWASP recommends: secrets here are 256
 * random bits, so the hash only has to hold until a leaked database is noticed.
 */
final class Argon2SecretHasher implements SecretHasher {
    private static final Argon2Function FUNCTION = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    @Override
    public String hash(String secret) {
        return Password.hash(secret).addRandomSalt(16).with(FUNCTION).getResult();
    }

    @Override
    public boolean matches(String secret, String encodedHash) {
        return Password.check(secret, encodedHash).with(Argon2Function.getInstanceFromHash(encodedHash));
    }
}
