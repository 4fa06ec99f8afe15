package org.souk.grpc.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.core.account.Caller;
import org.souk.core.account.Role;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.grpc.status.BadToken;

class JwtCallersTest {
    private static final String ISSUER = "http://market.example";
    private static RSAKey key;
    private static RSAKey otherKey;

    @TempDir
    Path folder;

    private Path file;
    private JwtCallers callers;

    @BeforeAll
    static void makeKeys() throws Exception {
        key = new RSAKeyGenerator(2048).keyID("k1").generate();
        otherKey = new RSAKeyGenerator(2048).keyID("k2").generate();
    }

    @BeforeEach
    void publish() throws Exception {
        file = folder.resolve("jwks.json");
        Files.writeString(file, new JWKSet(key).toPublicJWKSet().toString());
        callers = new JwtCallers(new KeyFile(file), ISSUER, "souk");
    }

    private static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("souk")
                .subject("n1")
                .claim("account", "a1")
                .claim("node", "n1")
                .claim("groups", List.of("seller"))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    private static String signed(RSAKey by, JWTClaimsSet.Builder claims) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(by.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims.build());
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    @Test
    void tokenOfANodeTellsWhichOneItIs() throws Exception {
        Caller caller = callers.of(signed(key, claims()));

        assertThat(caller.account()).isEqualTo(new AccountId("a1"));
        assertThat(caller.node()).contains(new NodeId("n1"));
        assertThat(caller.roles()).containsExactly(Role.SELLER);
    }

    @Test
    void tokenOfAPersonNamesNoNode() throws Exception {
        assertThat(callers.of(signed(key, claims().claim("node", null))).node()).isEmpty();
    }

    @Test
    void whatRestRefusesIsRefusedHere() throws Exception {
        Date past = Date.from(Instant.now().minusSeconds(600));
        assertBad(signed(key, claims().expirationTime(past)));
        assertBad(signed(key, claims().expirationTime(null)));
        assertBad(signed(key, claims().issuer("http://other.example")));
        assertBad(signed(key, claims().audience("something else")));
        assertBad(signed(key, claims().claim("account", null)));
        assertBad(signed(otherKey, claims()));
        assertBad("no token at all");
        assertBad("");
    }

    @Test
    void tokenWithoutASignatureIsRefused() {
        assertBad(new PlainJWT(claims().build()).serialize());
    }

    @Test
    void tokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        SignedJWT forged = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims().build());
        forged.sign(new MACSigner(key.toPublicJWK().toRSAKey().toPublicKey().getEncoded()));

        assertBad(forged.serialize());
    }

    @Test
    void changedTokenIsRefused() throws Exception {
        String token = signed(key, claims());
        String[] parts = token.split("\\.");
        String other = signed(key, claims().claim("node", "n2")).split("\\.")[1];

        assertBad(parts[0] + "." + other + "." + parts[2]);
    }

    @Test
    void newKeyCountsAsSoonAsItIsPublished() throws Exception {
        String token = signed(otherKey, claims());
        assertBad(token);

        Files.writeString(
                file, new JWKSet(List.of(otherKey, key)).toPublicJWKSet().toString());
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));

        assertThat(callers.of(token).node()).contains(new NodeId("n1"));
    }

    @Test
    void missingKeysAreToldOf() throws Exception {
        Files.delete(file);

        assertThatThrownBy(() -> callers.of(signed(key, claims())))
                .isInstanceOf(BadToken.class)
                .hasMessageContaining("keys");
    }

    private void assertBad(String token) {
        assertThatThrownBy(() -> callers.of(token)).isInstanceOf(BadToken.class);
    }
}
