package org.souk.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import org.eclipse.microprofile.metrics.Metadata;
import org.eclipse.microprofile.metrics.MetricRegistry;
import org.souk.core.market.Market;

/** Registers how the live state follows the database. Both figures should stay at zero. */
@ApplicationScoped
public class LiveStateMetrics {
    @Inject
    MetricRegistry registry;

    @Inject
    Market market;

    void register(@Observes @Initialized(ApplicationScoped.class) Object start) {
        gauge(
                "souk_live_state_mended",
                "Tasks and nodes since the start that the live state had otherwise than the database",
                () -> market.follower().healed());
        gauge(
                "souk_live_state_set_aside",
                "Rows since the start that could not be taken into the live state",
                () -> market.follower().setAside());
    }

    private void gauge(String name, String means, Supplier<Long> figure) {
        registry.gauge(Metadata.builder().withName(name).withDescription(means).build(), figure);
    }
}
