package org.souk.core.nodes;

import java.time.Duration;

/**
 * What holds for all nodes.
 *
 * @param grace how long attempts may keep what was for sale before an offer was lowered, unless the owner says otherwise
 * @param longestGrace the most that an owner may say
 * @param clockTolerance how far an agent's clock may be wrong before its node is quarantined
 * @param quarantine how long a quarantined node must report sense until it is released by itself
 */
public record NodeRules(Duration grace, Duration longestGrace, Duration clockTolerance, Duration quarantine) {
    public static final NodeRules DEFAULT =
            new NodeRules(Duration.ofSeconds(60), Duration.ofHours(1), Duration.ofMinutes(5), Duration.ofMinutes(5));
}
