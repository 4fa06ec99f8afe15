package org.souk.lab.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A frame between an agent and the market.
 *
 * @param seat name of the agent
 * @param fromAgent whether the agent said it
 * @param type as in its JSON, such as {@code prepareMove}
 */
record Frame(String seat, boolean fromAgent, String type, String text) {
    private static final Pattern TYPE = Pattern.compile("\"type\"\\s*:\\s*\"([A-Za-z]+)\"");

    static Frame of(String seat, boolean fromAgent, String text) {
        Matcher type = TYPE.matcher(text);
        return new Frame(seat, fromAgent, type.find() ? type.group(1) : "", text);
    }

    /** Whether it is of one task; heartbeats and greetings name many and are of none. */
    boolean isOf(String task) {
        boolean isOfMany = type.equals("heartbeat") || type.equals("hello");
        return !isOfMany && text.contains('"' + task + '"');
    }
}
