package org.souk.web.console;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.NodeId;
import org.souk.core.forecasting.LoadForecasts;
import org.souk.core.live.LiveNode;
import org.souk.core.nodes.Nodes;

/** One node and what its owner will need of it. The page keeps the node's id while it refreshes itself. */
@Named
@ViewScoped
public class NodePage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Nodes nodes;

    @Inject
    transient Accounts accounts;

    @Inject
    transient LoadForecasts forecasts;

    @Inject
    transient Operator operator;

    private String id;
    private transient NodeCard card;
    private transient NodeForecast forecast;

    /** Loads the node anew; one that does not exist leaves the page without one. */
    public void load() {
        card = null;
        forecast = null;
        if (id == null || id.isBlank()) {
            return;
        }
        NodeId node = new NodeId(id.strip());
        Instant now = Instant.now();
        Optional<LiveNode> found = Lookup.of(() -> nodes.find(operator.caller(), node));
        if (found.isPresent()) {
            LiveNode live = found.get();
            card = NodeCard.of(
                    live, new AccountNames(accounts.list()).of(live.node().owner()), now);
            forecast = Lookup.of(() -> forecasts.of(operator.caller(), node))
                    .map(known -> NodeForecast.of(known, now))
                    .orElse(null);
        }
    }

    public NodeCard getCard() {
        return card;
    }

    public NodeForecast getForecast() {
        return forecast;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
