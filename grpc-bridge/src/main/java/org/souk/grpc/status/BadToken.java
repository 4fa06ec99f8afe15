package org.souk.grpc.status;

/** A token that does not count. The message is one sentence for whoever showed it, without the token. */
public final class BadToken extends Exception {
    private static final long serialVersionUID = 1L;

    public BadToken(String message) {
        super(message);
    }

    public BadToken(String message, Throwable cause) {
        super(message, cause);
    }
}
