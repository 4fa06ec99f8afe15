package org.souk.lab.migrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a moving program was taken out of its calls, and when it ran again elsewhere, as the two agents have logged it. Both
 * are processes of one machine, so the times are by one clock.
 */
record Standstill(Instant from, Instant to) {
    private static final String MOVE = " \\(attempt \\d+\\) %s \\S+ %s (\\S+Z)$";

    /** Empty when the task did not move, or not to its end. */
    static Optional<Standstill> of(String task, Collection<String> logged) {
        Optional<Instant> from = last(task, "stands still for move", "since", logged);
        Optional<Instant> to = last(task, "goes on after move", "at", logged);
        return from.flatMap(left -> to.filter(came -> !came.isBefore(left)).map(came -> new Standstill(left, came)));
    }

    private static Optional<Instant> last(String task, String what, String when, Collection<String> logged) {
        Pattern line = Pattern.compile(Pattern.quote(task) + String.format(MOVE, what, when));
        return logged.stream()
                .map(line::matcher)
                .filter(Matcher::find)
                .map(found -> Instant.parse(found.group(1)))
                .max(Instant::compareTo);
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
