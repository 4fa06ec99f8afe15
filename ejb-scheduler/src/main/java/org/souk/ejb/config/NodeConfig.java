package org.souk.ejb.config;

import static org.souk.ejb.config.MarketConfig.check;
import static org.souk.ejb.config.MarketConfig.value;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.souk.core.nodes.NodeRules;

/**
 * The settings that concern owners and their nodes.
 *
 * @param grace {@code souk.offer.grace}: how long attempts may keep what was for sale before an offer was lowered,
 *     default PT60S
 * @param longestGrace {@code souk.offer.max-grace}: the most that an owner may choose for one change, default PT1H
 * @param clockTolerance {@code souk.quarantine.clock-tolerance}: how far an agent's clock may be wrong, default PT5M
 * @param quarantine {@code souk.quarantine.period}: how long a node must report sense until it is released by itself,
 *     default PT5M
 */
public record NodeConfig(Duration grace, Duration longestGrace, Duration clockTolerance, Duration quarantine) {
    public NodeConfig {
        check(!grace.isNegative(), "souk.offer.grace", "must not be negative");
        check(longestGrace.compareTo(grace) >= 0, "souk.offer.max-grace", "must be at least souk.offer.grace");
        check(clockTolerance.toMillis() >= 1000, "souk.quarantine.clock-tolerance", "must be at least a second");
        check(!quarantine.isNegative(), "souk.quarantine.period", "must not be negative");
    }

    public static NodeConfig read(Config config) {
        return new NodeConfig(
                value(config, "souk.offer.grace", Duration.class, Duration.ofSeconds(60)),
                value(config, "souk.offer.max-grace", Duration.class, Duration.ofHours(1)),
                value(config, "souk.quarantine.clock-tolerance", Duration.class, Duration.ofMinutes(5)),
                value(config, "souk.quarantine.period", Duration.class, Duration.ofMinutes(5)));
    }

    public NodeRules rules() {
        return new NodeRules(grace, longestGrace, clockTolerance, quarantine);
    }
}
