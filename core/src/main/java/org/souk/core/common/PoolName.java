package org.souk.core.common;

import java.util.Optional;
import java.util.regex.Pattern;

/** The rule for names of pools: they are spoken, typed and put into addresses. */
public final class PoolName {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private PoolName() {}

    /** @throws InvalidRequest naming the field, when it is no name of a pool */
    public static void check(String field, Optional<String> name) {
        if (name.filter(n -> !NAME.matcher(n).matches()).isPresent()) {
            throw new InvalidRequest(field, "must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
    }
}
