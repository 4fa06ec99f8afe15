package org.souk.web.signin;

import java.time.Duration;
import org.souk.core.account.Client;

/** What came of a try to sign in. */
public sealed interface SignInResult {
    /** The secret is right. */
    record SignedIn(Client client) implements SignInResult {}

    /** The client is unknown or the secret is wrong; which of the two is nobody's business. */
    record WrongCredentials() implements SignInResult {}

    /** Too many failures from there; nothing was checked. */
    record TooManyFailures(Duration retryAfter) implements SignInResult {}

    /** Too many others sign in right now; nothing was checked. */
    record Busy(Duration retryAfter) implements SignInResult {}
}
