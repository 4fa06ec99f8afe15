package org.souk.grpc.token;

import org.souk.core.account.Caller;
import org.souk.grpc.status.BadToken;

/** Knows who an access token speaks for. */
@FunctionalInterface
public interface Callers {
    /** @throws BadToken when the token is not valid, or not (any more) */
    Caller of(String token) throws BadToken;
}
