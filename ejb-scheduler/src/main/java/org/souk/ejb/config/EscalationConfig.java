package org.souk.ejb.config;

import static org.souk.ejb.config.MarketConfig.check;
import static org.souk.ejb.config.MarketConfig.value;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.souk.core.escalation.EscalationRules;

/**
 * What the market does for tasks that wait long.
 *
 * @param interval {@code souk.escalation.interval}: how often it looks for them, default PT5S
 * @param floor {@code souk.escalation.floor}: no task escalates for a shorter wait, however short others wait, default
 *     PT1M
 * @param longestWait {@code souk.escalation.longest-wait}: a task that has waited so long is ended and its money released,
 *     default P7D; PT0S for never
 */
public record EscalationConfig(Duration interval, Duration floor, Duration longestWait) {
    public EscalationConfig {
        check(interval.toSeconds() >= 1, "souk.escalation.interval", "must be at least 1 s");
        check(floor.toMillis() >= 100, "souk.escalation.floor", "must be at least 100 ms");
        check(
                longestWait.isZero() || longestWait.compareTo(floor) >= 0,
                "souk.escalation.longest-wait",
                "must be zero or at least souk.escalation.floor");
    }

    public static EscalationConfig read(Config config) {
        return new EscalationConfig(
                value(config, "souk.escalation.interval", Duration.class, Duration.ofSeconds(5)),
                value(config, "souk.escalation.floor", Duration.class, EscalationRules.DEFAULT.floor()),
                value(config, "souk.escalation.longest-wait", Duration.class, EscalationRules.DEFAULT.longestWait()));
    }

    public EscalationRules rules() {
        return EscalationRules.DEFAULT.with(floor, longestWait);
    }
}
