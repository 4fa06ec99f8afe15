package org.souk.client;

/** What a client proves its identity with at the token endpoint: what opening an account has answered with. */
public record Credentials(String clientId, String clientSecret) {
    public Credentials {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalArgumentException("client id and client secret must not be empty");
        }
    }

    /** Without the secret, so that it never reaches a log. */
    @Override
    public String toString() {
        return "Credentials[" + clientId + "]";
    }
}
