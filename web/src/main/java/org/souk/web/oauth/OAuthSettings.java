package org.souk.web.oauth;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the authorization server is told.
 *
 * @param issuer the public base URL of this server, without a path
 * @param tokenTtl how long an access token is valid, one minute to one day
 * @param jwksFile where the public keys are kept for this server's own verification of tokens
 */
public record OAuthSettings(URI issuer, Duration tokenTtl, Path jwksFile) {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(1);

    public OAuthSettings {
        boolean web = "http".equals(issuer.getScheme()) || "https".equals(issuer.getScheme());
        boolean bare = issuer.getRawPath() == null || issuer.getRawPath().isEmpty();
        if (!web
                || issuer.getHost() == null
                || !bare
                || issuer.getRawQuery() != null
                || issuer.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "souk.public.url must be like https://souk.example, with neither path nor final slash: " + issuer);
        }
        if (tokenTtl.compareTo(SHORTEST) < 0 || tokenTtl.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "souk.token.ttl must be between " + SHORTEST + " and " + LONGEST + ": " + tokenTtl);
        }
    }

    URI endpoint(String path) {
        return URI.create(issuer + path);
    }
}
