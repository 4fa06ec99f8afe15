package org.souk.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.souk.core.accounts.Accounts;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.live.LiveNode;
import org.souk.core.node.Availability;
import org.souk.core.nodes.Nodes;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Tasks;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** The market at a glance. */
@Named
@RequestScoped
public class OverviewPage {
    @Inject
    Nodes nodes;

    @Inject
    Tasks tasks;

    @Inject
    Accounts accounts;

    @Inject
    Operator operator;

    private List<LiveNode> all;
    private Map<TaskState, Long> counts;
    private Map<LedgerAccount, Money> balances;

    /** How many tasks are in a state. */
    public record StateCount(String state, String label, String tone, long count) {}

    public int getNodesTotal() {
        return all().size();
    }

    public long getNodesConnected() {
        return all().stream().filter(LiveNode::connected).count();
    }

    public boolean isNodeless() {
        return all().isEmpty();
    }

    /** How much of what connected nodes sell is taken. */
    public List<Bar> getCapacity() {
        Resources forSale = Resources.NONE;
        Resources reserved = Resources.NONE;
        for (LiveNode node : all()) {
            if (node.connected() && node.node().availability() == Availability.ACTIVE) {
                forSale = forSale.plus(node.node().offer().forSale());
                reserved = reserved.plus(node.reserved());
            }
        }
        return NodeCard.sales(reserved, forSale);
    }

    public List<StateCount> getStates() {
        if (counts == null) {
            counts = tasks.countByState();
        }
        List<StateCount> states = new ArrayList<>();
        for (TaskState state : TaskState.values()) {
            states.add(new StateCount(
                    state.name(), TaskWords.state(state), TaskWords.tone(state), counts.getOrDefault(state, 0L)));
        }
        return states;
    }

    public int getAccountsTotal() {
        return accounts.list().size();
    }

    public String getFees() {
        return Display.money(balances().getOrDefault(LedgerAccount.FEES, Money.ZERO));
    }

    /** What has come into the market from outside. */
    public String getDeposits() {
        return Display.money(
                balances().getOrDefault(LedgerAccount.EXTERNAL, Money.ZERO).negated());
    }

    private List<LiveNode> all() {
        if (all == null) {
            all = nodes.list(operator.caller());
        }
        return all;
    }

    private Map<LedgerAccount, Money> balances() {
        if (balances == null) {
            balances = accounts.balances();
        }
        return balances;
    }
}
