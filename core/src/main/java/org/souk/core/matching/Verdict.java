package org.souk.core.matching;

import java.util.Optional;

/**
 * What an expression says of facts.
 *
 * @param trouble why it could not be evaluated, in which case it does not match
 */
public record Verdict(boolean matches, Optional<String> trouble) {
    public static final Verdict YES = new Verdict(true, Optional.empty());
    public static final Verdict NO = new Verdict(false, Optional.empty());

    public static Verdict failed(String reason) {
        return new Verdict(false, Optional.of(reason));
    }
}
