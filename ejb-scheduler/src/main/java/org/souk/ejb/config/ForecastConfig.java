package org.souk.ejb.config;

import static org.souk.ejb.config.MarketConfig.check;
import static org.souk.ejb.config.MarketConfig.value;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;
import org.souk.core.forecast.ForecastRules;

/**
 * When models of the nodes' own loads are trained, and on what.
 *
 * @param trainingEvery {@code souk.forecast.training-every}: how old a model becomes until the next one is trained, default
 *     P1D
 * @param enough {@code souk.forecast.enough-history}: how long some node must have been measured before the first training,
 *     default P1D
 * @param trainingCpu {@code souk.forecast.training-cpu}: the CPU time of one training, default PT2M
 * @param history {@code souk.forecast.history}: how far back a training looks, default P30D
 * @param trainingNodes {@code souk.forecast.training-nodes}: how many nodes one training looks at, default 200
 */
public record ForecastConfig(
        Duration trainingEvery, Duration enough, Duration trainingCpu, Duration history, int trainingNodes) {
    public ForecastConfig {
        check(trainingEvery.toMinutes() >= 1, "souk.forecast.training-every", "must be at least a minute");
        check(!enough.isNegative(), "souk.forecast.enough-history", "must not be negative");
        check(trainingCpu.toMillis() >= 1000, "souk.forecast.training-cpu", "must be at least a second");
        check(
                history.toDays() >= 1 && history.toDays() <= 366,
                "souk.forecast.history",
                "must be at least a day and at most 366");
        check(
                trainingNodes >= 1 && trainingNodes <= 10_000,
                "souk.forecast.training-nodes",
                "must be at least 1 and at most 10000");
    }

    public static ForecastConfig read(Config config) {
        ForecastRules usual = ForecastRules.DEFAULT;
        return new ForecastConfig(
                value(config, "souk.forecast.training-every", Duration.class, usual.trainingEvery()),
                value(config, "souk.forecast.enough-history", Duration.class, usual.enough()),
                value(config, "souk.forecast.training-cpu", Duration.class, usual.cpuBudget()),
                value(config, "souk.forecast.history", Duration.class, usual.history()),
                value(config, "souk.forecast.training-nodes", Integer.class, usual.nodes()));
    }

    public ForecastRules rules() {
        return new ForecastRules(trainingEvery, enough, trainingCpu, history, trainingNodes);
    }
}
