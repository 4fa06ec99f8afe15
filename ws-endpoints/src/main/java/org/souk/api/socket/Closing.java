package org.souk.api.socket;

import java.nio.charset.StandardCharsets;

/**
 * How the market ends a session.
 *
 * @param code after RFC 6455
 * @param reason at most {@value #MAX_REASON} bytes of UTF-8; a longer one is cut
 */
public record Closing(int code, String reason) {
    /** Longest reason that fits a close frame. */
    public static final int MAX_REASON = 123;

    /** The server goes, or the session has lasted long enough: connect anew. */
    public static final int GOING_AWAY = 1001;
    /** A frame out of order, or one that contradicts what the market knows. */
    public static final int PROTOCOL_ERROR = 1002;
    /** A frame of a kind that is not known here. */
    public static final int UNSUPPORTED = 1003;
    /** A frame that cannot be read. */
    public static final int MALFORMED = 1007;
    /** A frame that can be read but will not do. */
    public static final int REFUSED = 1008;
    /** An error of the market. */
    public static final int INTERNAL = 1011;
    /** The other side reads too slowly. */
    public static final int TOO_SLOW = 1013;

    public Closing {
        reason = cut(reason);
    }

    private static String cut(String text) {
        int end = text.length();
        while (text.substring(0, end).getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
            end--;
            // Half a surrogate pair is no character.
            if (Character.isHighSurrogate(text.charAt(end - 1))) {
                end--;
            }
        }
        return text.substring(0, end);
    }
}
