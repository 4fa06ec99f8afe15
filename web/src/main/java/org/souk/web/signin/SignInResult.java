package org.souk.web.signin;

import java.time.Duration;
import org.souk.core.account.Client;

/** What came of a try to sign in. */
public sealed interface SignInResult {
    /** What the visitor says to this kind of result. */
    <T> T match(Visitor<T> visitor);

    /** Whether a secret was tried and was wrong, which counts as a failure. */
    boolean isGuess();

    /**
     * Has an answer to every kind of result, or does not compile.
     *
     * @param <T> the answer
     */
    interface Visitor<T> {
        T signedIn(SignedIn result);

        T wrongCredentials(WrongCredentials result);

        T tooManyFailures(TooManyFailures result);

        T busy(Busy result);
    }

    /** The secret is right. */
    record SignedIn(Client client) implements SignInResult {
        @Override
        public <T> T match(Visitor<T> visitor) {
            return visitor.signedIn(this);
        }

        @Override
        public boolean isGuess() {
            return false;
        }
    }

    /** The client is unknown or the secret is wrong; which of the two is nobody's business. */
    record WrongCredentials() implements SignInResult {
        @Override
        public <T> T match(Visitor<T> visitor) {
            return visitor.wrongCredentials(this);
        }

        @Override
        public boolean isGuess() {
            return true;
        }
    }

    /** Too many failures from there; nothing was checked. */
    record TooManyFailures(Duration retryAfter) implements SignInResult {
        @Override
        public <T> T match(Visitor<T> visitor) {
            return visitor.tooManyFailures(this);
        }

        @Override
        public boolean isGuess() {
            return false;
        }
    }

    /** Too many others sign in right now; nothing was checked. */
    record Busy(Duration retryAfter) implements SignInResult {
        @Override
        public <T> T match(Visitor<T> visitor) {
            return visitor.busy(this);
        }

        @Override
        public boolean isGuess() {
            return false;
        }
    }
}
