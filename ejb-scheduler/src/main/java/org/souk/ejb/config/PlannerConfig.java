package org.souk.ejb.config;

import static org.souk.ejb.config.MarketConfig.check;
import static org.souk.ejb.config.MarketConfig.value;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.souk.core.scheduling.SchedulingRules;

/** The numbers by which the planner decides: {@code souk.scheduling.NAME} for some of {@link SchedulingRules}. */
public final class PlannerConfig {
    private PlannerConfig() {}

    /** @throws IllegalArgumentException naming the key, when its value will not do */
    public static SchedulingRules read(Config config) {
        SchedulingRules usual = SchedulingRules.DEFAULT;
        return new SchedulingRules(
                duration(config, "minimum-run", usual.minimumRun()),
                duration(config, "minimum-gain", usual.minimumGain()),
                positive(config, "ageing", usual.ageing()),
                usual.patience(),
                usual.protection(),
                positive(config, "largest-promise", usual.promise()),
                duration(config, "startup", usual.startup()),
                usual.probes());
    }

    private static Duration duration(Config config, String name, Duration usual) {
        Duration set = value(config, "souk.scheduling." + name, Duration.class, usual);
        check(!set.isNegative(), "souk.scheduling." + name, "must not be negative");
        return set;
    }

    private static Duration positive(Config config, String name, Duration usual) {
        Duration set = duration(config, name, usual);
        check(!set.isZero(), "souk.scheduling." + name, "must be more than zero");
        return set;
    }
}
