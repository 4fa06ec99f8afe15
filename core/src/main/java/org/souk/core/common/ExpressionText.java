package org.souk.core.common;

import java.util.Optional;

/** The rule for texts in the market's expression language, before they are compiled. */
public final class ExpressionText {
    public static final int LONGEST = 2000;

    private ExpressionText() {}

    /** @throws InvalidRequest naming the field, when it can be no expression */
    public static void check(String field, Optional<String> text) {
        if (text.isEmpty()) {
            return;
        }
        if (text.get().isBlank()) {
            throw new InvalidRequest(field, "is empty");
        }
        if (text.get().length() > LONGEST) {
            throw new InvalidRequest(field, "is longer than " + LONGEST + " characters");
        }
        for (int i = 0; i < text.get().length(); i++) {
            char c = text.get().charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t' && c != '\r') {
                throw new InvalidRequest(field, "contains a control character", i + 1);
            }
        }
    }
}
