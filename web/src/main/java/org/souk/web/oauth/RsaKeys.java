package org.souk.web.oauth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import org.souk.core.account.SigningKey;

/** Makes RSA keys, and turns stored ones into JSON Web Keys. */
final class RsaKeys {
    private static final int BITS = 2048;

    private RsaKeys() {}

    static SigningKey generate(String id, Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair pair = generator.generateKeyPair();
            return new SigningKey(
                    id, pair.getPrivate().getEncoded(), pair.getPublic().getEncoded(), now);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java makes RSA keys", e);
        }
    }

    static RSAKey toJwk(SigningKey key) {
        try {
            KeyFactory factory = KeyFactory.getInstance("RSA");
            RSAPublicKey publicKey = (RSAPublicKey) factory.generatePublic(new X509EncodedKeySpec(key.publicSpki()));
            return new RSAKey.Builder(publicKey)
                    .privateKey(factory.generatePrivate(new PKCS8EncodedKeySpec(key.privatePkcs8())))
                    .keyID(key.id())
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored key " + key.id() + " is no RSA key", e);
        }
    }
}
