package org.souk.web.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.UUID;
import org.souk.core.account.Client;
import org.souk.core.account.Role;
import org.souk.core.common.NodeId;

/** Makes access tokens in the form of MicroProfile JWT. */
final class AccessTokens {
    /** The {@code aud} claim: the market's own interfaces. */
    static final String AUDIENCE = "souk";

    private final OAuthSettings settings;
    private final InstantSource clock;

    AccessTokens(OAuthSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    BearerAccessToken issue(Client client, RSAKey key) {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .keyID(key.getKeyID())
                        .type(JOSEObjectType.JWT)
                        .build(),
                claims(client));
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("key " + key.getKeyID() + " does not sign", e);
        }
        return new BearerAccessToken(token.serialize(), settings.tokenTtl().toSeconds(), null);
    }

    /** The subject is whoever acts: the node itself for an agent, else the account. */
    private JWTClaimsSet claims(Client client) {
        Instant now = clock.instant();
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .issuer(settings.issuer().toString())
                .audience(AUDIENCE)
                .subject(
                        client.node().map(NodeId::value).orElse(client.account().value()))
                .claim("upn", client.id())
                .claim("client_id", client.id())
                .claim(
                        "groups",
                        client.roles().stream().map(Role::wireName).sorted().toList())
                .claim("account", client.account().value())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(settings.tokenTtl())));
        client.node().ifPresent(node -> claims.claim("node", node.value()));
        return claims.build();
    }
}
