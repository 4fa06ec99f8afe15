package org.souk.core.task;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When an attempt stood still. Only what its node has confirmed counts: until then it may be running.
 *
 * @param since when the node said that it stands still; empty while it runs
 * @param before how long it stood still before, in all
 * @param resumedAt when it was last told to go on
 */
public record Pauses(Optional<Instant> since, Duration before, Optional<Instant> resumedAt) {
    public static final Pauses NONE = new Pauses(Optional.empty(), Duration.ZERO, Optional.empty());

    Pauses began(Instant now) {
        return since.isPresent() ? this : new Pauses(Optional.of(now), before, resumedAt);
    }

    Pauses ended(Instant now) {
        return new Pauses(Optional.empty(), until(now), Optional.of(now));
    }

    /** How long it has stood still until then. */
    public Duration until(Instant now) {
        return since.filter(now::isAfter)
                .map(start -> before.plus(Duration.between(start, now)))
                .orElse(before);
    }
}
