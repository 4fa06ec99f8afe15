package org.souk.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.souk.core.accounts.Accounts;
import org.souk.core.nodes.Nodes;
import org.souk.core.nodes.PoolTotals;

/** All nodes with their live load. */
@Named
@RequestScoped
public class NodesPage {
    @Inject
    Nodes nodes;

    @Inject
    Accounts accounts;

    @Inject
    Operator operator;

    private List<PoolGroup> groups;
    private String pool = "";

    /** Shows one pool only, or all when it is empty. */
    public void setPool(String name) {
        pool = name == null ? "" : name;
        groups = null;
    }

    public String getPool() {
        return pool;
    }

    /** The pools that can be chosen. */
    public List<String> getPools() {
        return nodes.pools().stream().map(PoolTotals::pool).toList();
    }

    public boolean isWithoutNodes() {
        return getGroups().isEmpty();
    }

    /** The nodes by pool, those that are in none last. */
    public List<PoolGroup> getGroups() {
        if (groups == null) {
            AccountNames names = new AccountNames(accounts.list());
            Instant now = Instant.now();
            Map<String, List<NodeCard>> byPool = nodes.list(operator.caller()).stream()
                    .map(live -> NodeCard.of(live, names.of(live.node().owner()), now))
                    .filter(card -> pool.isEmpty() || card.pool().equals(pool))
                    .collect(Collectors.groupingBy(NodeCard::pool));
            List<PoolGroup> found = new ArrayList<>();
            for (PoolTotals totals : nodes.pools()) {
                List<NodeCard> cards = byPool.remove(totals.pool());
                if (cards != null) {
                    found.add(group(totals, cards));
                }
            }
            byPool.forEach((name, cards) -> found.add(new PoolGroup(name, "", List.of(), cards)));
            groups = found;
        }
        return groups;
    }

    private static PoolGroup group(PoolTotals totals, List<NodeCard> cards) {
        String summary =
                totals.selling() + " of " + totals.nodes() + (totals.nodes() == 1 ? " node sells" : " nodes sell");
        return new PoolGroup(totals.pool(), summary, NodeCard.sales(totals.reserved(), totals.forSale()), cards);
    }
}
