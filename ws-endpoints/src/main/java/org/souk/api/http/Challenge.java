package org.souk.api.http;

/** Values of {@code WWW-Authenticate} after RFC 6750. */
final class Challenge {
    static final String NO_TOKEN = "Bearer realm=\"souk\"";
    static final String BAD_TOKEN =
            "Bearer realm=\"souk\", error=\"invalid_token\", error_description=\"the token is malformed, expired or not signed by this market\"";
    static final String WRONG_ROLE =
            "Bearer realm=\"souk\", error=\"insufficient_scope\", error_description=\"the token's roles do not allow this\"";

    private Challenge() {}
}
