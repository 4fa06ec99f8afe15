package org.souk.core.market;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.account.ServicePlans;
import org.souk.core.escalation.EscalationRules;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.link.Endpoint;
import org.souk.core.migration.MigrationRules;
import org.souk.core.nodes.NodeRules;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.score.ScoreWeights;
import org.souk.core.sessions.SessionRules;
import org.souk.core.settlement.SettlementRules;

/**
 * What holds in a market.
 *
 * @param sessions also how long a lease is
 * @param sharing what buyers are entitled to
 * @param relay where nodes find the relay of snapshots, if there is one
 */
public record MarketRules(
        SessionRules sessions,
        Planning planning,
        SettlementRules settlement,
        MigrationRules moves,
        Optional<Endpoint> relay,
        Sharing sharing,
        NodeRules nodes,
        EscalationRules escalation,
        ForecastRules forecasts) {
    /** How plans are made. */
    public record Planning(SchedulingRules rules, ScoreWeights weights) {}

    /**
     * What buyers are entitled to.
     *
     * @param halfLife after which a buyer's use counts half
     */
    public record Sharing(ServicePlans plans, Duration halfLife) {}
}
