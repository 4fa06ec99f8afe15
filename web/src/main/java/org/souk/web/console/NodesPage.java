package org.souk.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.List;
import org.souk.core.market.Accounts;
import org.souk.core.market.Nodes;

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

    private List<NodeCard> cards;

    public List<NodeCard> getCards() {
        if (cards == null) {
            AccountNames names = new AccountNames(accounts.list());
            Instant now = Instant.now();
            cards = nodes.list(operator.caller()).stream()
                    .map(live -> NodeCard.of(live, names.of(live.node().owner()), now))
                    .toList();
        }
        return cards;
    }
}
