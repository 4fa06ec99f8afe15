package org.souk.grpc.token;

import org.souk.core.account.Caller;

/** Knows who an access token speaks for. */
@FunctionalInterface
public interface Callers {
    /** @throws BadToken when the token is not valid, or not (any more) */
    Caller of(String token) throws BadToken;

    /** A token that does not count. The message is one sentence for whoever showed it, without the token. */
    final class BadToken extends Exception {
        private static final long serialVersionUID = 1L;

        public BadToken(String message) {
            super(message);
        }

        public BadToken(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
