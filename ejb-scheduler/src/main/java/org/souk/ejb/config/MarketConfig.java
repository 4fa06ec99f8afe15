package org.souk.ejb.config;

import java.nio.file.Path;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * The settings that concern the market as a whole.
 *
 * @param home {@code souk.home}: where data is kept, default {@code .souk}
 * @param feeBasisPoints {@code souk.market.fee-basis-points}: the marketplace's part of a price, default 500 (5 %)
 * @param lease {@code souk.scheduler.lease}: how long attempts wait for a node that is not seen, default PT15S
 * @param heartbeat {@code souk.scheduler.heartbeat}: how often agents report, default PT3S
 * @param maxAttempts {@code souk.scheduler.max-attempts}: attempts that may fail by fault of their nodes, default 5
 * @param storeBytes {@code souk.store.max-bytes}: room for content, default 50 GiB
 * @param moduleBytes {@code souk.module.max-bytes}: the largest module, default 64 MiB
 * @param forecaster {@code souk.forecast.model}: {@code ewma} (default) or {@code persistence}
 * @param forecastHalfLife {@code souk.forecast.half-life}: of the moving average, default PT30S
 */
public record MarketConfig(
        Path home,
        int feeBasisPoints,
        Duration lease,
        Duration heartbeat,
        int maxAttempts,
        long storeBytes,
        long moduleBytes,
        String forecaster,
        Duration forecastHalfLife) {

    public MarketConfig {
        check(feeBasisPoints >= 0 && feeBasisPoints <= 10_000, "souk.market.fee-basis-points", "must be 0 to 10000");
        check(heartbeat.toMillis() >= 100, "souk.scheduler.heartbeat", "must be at least 100 ms");
        check(
                lease.compareTo(heartbeat.multipliedBy(2)) >= 0,
                "souk.scheduler.lease",
                "must be at least two heartbeats, or one lost frame loses a task");
        check(maxAttempts >= 1, "souk.scheduler.max-attempts", "must be at least 1");
        check(storeBytes > 0, "souk.store.max-bytes", "must be greater than zero");
        check(moduleBytes > 0 && moduleBytes <= 1 << 30, "souk.module.max-bytes", "must be 1 to 1073741824");
        check(
                forecaster.equals("ewma") || forecaster.equals("persistence"),
                "souk.forecast.model",
                "must be ewma or persistence");
    }

    public static MarketConfig read(Config config) {
        return new MarketConfig(
                Path.of(value(config, "souk.home", String.class, ".souk")).toAbsolutePath(),
                value(config, "souk.market.fee-basis-points", Integer.class, 500),
                value(config, "souk.scheduler.lease", Duration.class, Duration.ofSeconds(15)),
                value(config, "souk.scheduler.heartbeat", Duration.class, Duration.ofSeconds(3)),
                value(config, "souk.scheduler.max-attempts", Integer.class, 5),
                value(config, "souk.store.max-bytes", Long.class, 50L << 30),
                value(config, "souk.module.max-bytes", Long.class, 64L << 20),
                value(config, "souk.forecast.model", String.class, "ewma"),
                value(config, "souk.forecast.half-life", Duration.class, Duration.ofSeconds(30)));
    }

    static <T> T value(Config config, String key, Class<T> type, T otherwise) {
        try {
            return config.getOptionalValue(key, type).orElse(otherwise);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    key + " is not a " + type.getSimpleName() + ": "
                            + config.getConfigValue(key).getValue(),
                    e);
        }
    }

    static void check(boolean holds, String key, String reason) {
        if (!holds) {
            throw new IllegalArgumentException(key + " " + reason);
        }
    }
}
