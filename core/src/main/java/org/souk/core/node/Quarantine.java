package org.souk.core.node;

import java.time.Instant;

/**
 * A node is kept off the market because what it reports cannot be true.
 *
 * @param reason one sentence for its owner and for operators
 */
public record Quarantine(String reason, Instant since) {
    private static final int LONGEST = 300;

    public Quarantine {
        reason = reason.length() <= LONGEST ? reason : reason.substring(0, LONGEST) + "…";
    }
}
