package org.souk.ejb.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.souk.core.account.ServicePlan;
import org.souk.core.account.ServicePlans;
import org.souk.core.units.Resources;

/**
 * How buyers share the market.
 *
 * <p>{@code souk.plans} names the service plans, default {@code standard,premium}; the first one is for new accounts. Of
 * each plan NAME:
 *
 * <ul>
 *   <li>{@code souk.plan.NAME.weight}: its weight in the fair share, default 1, of premium 4
 *   <li>{@code souk.plan.NAME.max-unfinished}: the most tasks that have not ended, default 100000, of premium 1000000
 *   <li>{@code souk.plan.NAME.max-cpu-millis}, {@code max-ram-bytes}: the most on nodes at a time, default no limit
 *   <li>{@code souk.plan.NAME.refund-percent}: of the price, for a missed deadline, default 25, of premium 100
 * </ul>
 *
 * @param halfLife {@code souk.fair-share.half-life}: after which a buyer's use counts half, default PT1H
 */
public record SharingConfig(ServicePlans plans, Duration halfLife) {
    public SharingConfig {
        if (halfLife.toMillis() < 1000) {
            throw new IllegalArgumentException("souk.fair-share.half-life must be at least 1 s");
        }
    }

    public static SharingConfig read(Config config) {
        String names = MarketConfig.value(config, "souk.plans", String.class, "standard,premium");
        List<ServicePlan> plans = new ArrayList<>();
        for (String name : names.split(",", -1)) {
            plans.add(plan(config, name.strip()));
        }
        return new SharingConfig(
                offered(plans),
                MarketConfig.value(config, "souk.fair-share.half-life", Duration.class, Duration.ofHours(1)));
    }

    private static ServicePlans offered(List<ServicePlan> plans) {
        try {
            return new ServicePlans(plans);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("souk.plans: " + e.getMessage(), e);
        }
    }

    private static ServicePlan plan(Config config, String name) {
        ServicePlan usual = ServicePlans.DEFAULT.of(name);
        String keys = "souk.plan." + name + ".";
        Resources most = usual.maxOnNodes();
        Integer cpu = MarketConfig.value(
                config, keys + "max-cpu-millis", Integer.class, most.cpu().value());
        Long ram = MarketConfig.value(
                config, keys + "max-ram-bytes", Long.class, most.ram().count());
        try {
            return new ServicePlan(
                    name,
                    MarketConfig.value(config, keys + "weight", Integer.class, usual.weight()),
                    MarketConfig.value(config, keys + "max-unfinished", Integer.class, usual.maxUnfinished()),
                    Resources.of(cpu, ram, most.storage().count()),
                    MarketConfig.value(config, keys + "refund-percent", Integer.class, usual.refundPercent()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("souk.plan." + name + ": " + e.getMessage(), e);
        }
    }
}
