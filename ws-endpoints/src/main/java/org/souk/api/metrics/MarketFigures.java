package org.souk.api.metrics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.account.Caller;
import org.souk.core.account.Role;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.AccountId;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.live.LiveNode;
import org.souk.core.nodes.Nodes;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Tasks;
import org.souk.core.units.Money;

/** The market in numbers, read from the database at most every few seconds however often somebody asks. */
@ApplicationScoped
public class MarketFigures {
    private static final Duration KEPT = Duration.ofSeconds(5);
    private static final Caller EVERYBODY =
            new Caller(new AccountId("metrics"), Set.of(Role.OPERATOR), Optional.empty());

    @Inject
    Tasks tasks;

    @Inject
    Nodes nodes;

    @Inject
    Accounts accounts;

    private Figures latest;

    /**
     * One reading. Money in micro-credits.
     *
     * @param available of all accounts together
     * @param held likewise
     * @param deposited what came in from outside
     * @param sum of the whole ledger: zero, or it is broken
     */
    record Figures(
            Instant at,
            Map<TaskState, Long> tasks,
            Map<NodeState, Long> nodes,
            long available,
            long held,
            long fees,
            long deposited,
            long sum) {}

    synchronized Figures latest() {
        Instant now = Instant.now();
        if (latest == null || latest.at().plus(KEPT).isBefore(now)) {
            latest = read(now);
        }
        return latest;
    }

    private Figures read(Instant now) {
        Map<LedgerAccount, Money> balances = accounts.balances();
        return new Figures(
                now,
                tasks.countByState(),
                count(nodes.list(EVERYBODY)),
                total(balances, "available:"),
                total(balances, "held:"),
                balances.getOrDefault(LedgerAccount.FEES, Money.ZERO).micros(),
                balances.getOrDefault(LedgerAccount.EXTERNAL, Money.ZERO)
                        .negated()
                        .micros(),
                accounts.ledgerSum().micros());
    }

    private static long total(Map<LedgerAccount, Money> balances, String prefix) {
        return balances.entrySet().stream()
                .filter(balance -> balance.getKey().name().startsWith(prefix))
                .mapToLong(balance -> balance.getValue().micros())
                .sum();
    }

    static Map<NodeState, Long> count(List<LiveNode> nodes) {
        Map<NodeState, Long> counts = new EnumMap<>(NodeState.class);
        nodes.forEach(node -> counts.merge(NodeState.of(node), 1L, Long::sum));
        return counts;
    }
}
