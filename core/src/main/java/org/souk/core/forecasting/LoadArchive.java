package org.souk.core.forecasting;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.common.Transactions;
import org.souk.core.forecast.ForecastRules;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.LoadStore;
import org.souk.core.forecast.ModelStore;

/** The stored loads and models, in transactions that are short whatever the number of nodes. */
public final class LoadArchive {
    private static final int BATCH = 100;

    private final LoadStore loads;
    private final ModelStore models;
    private final Transactions transactions;
    private final ForecastRules rules;

    public LoadArchive(LoadStore loads, ModelStore models, Transactions transactions, ForecastRules rules) {
        this.loads = loads;
        this.models = models;
        this.transactions = transactions;
        this.rules = rules;
    }

    /** The stored series of all nodes from a step on, without those of which nothing is stored. */
    Map<NodeId, LoadSeries> recent(long from) {
        return read(new ArrayList<>(transactions.call(() -> loads.nodes(from))), from);
    }

    /**
     * What a training looks at: of some nodes all that is kept.
     *
     * @param seed if there are more nodes than it may look at, it tells which
     */
    List<LoadSeries> histories(long now, long seed) {
        long from = now - rules.historySteps();
        List<NodeId> known = new ArrayList<>(transactions.call(() -> loads.nodes(from)));
        known.sort(Comparator.<NodeId>comparingInt(node -> spread(node, seed)).thenComparing(NodeId::compareTo));
        return List.copyOf(read(known.subList(0, Math.min(rules.nodes(), known.size())), from)
                .values());
    }

    private static int spread(NodeId node, long seed) {
        int mixed = (node.hashCode() + Long.hashCode(seed)) * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }

    private Map<NodeId, LoadSeries> read(List<NodeId> nodes, long from) {
        Map<NodeId, LoadSeries> found = new HashMap<>();
        for (int start = 0; start < nodes.size(); start += BATCH) {
            List<NodeId> batch = nodes.subList(start, Math.min(nodes.size(), start + BATCH));
            transactions.run(() -> batch.forEach(node -> found.put(node, loads.read(node, from))));
        }
        found.values().removeIf(LoadSeries::isEmpty);
        return found;
    }

    /** Writes the steps from one to before another, and forgets what is too old. */
    void write(long from, long end, Map<NodeId, LoadSeries> histories) {
        List<NodeId> nodes = new ArrayList<>(histories.keySet());
        for (int start = 0; start < nodes.size(); start += BATCH) {
            Map<NodeId, LoadSeries> batch = new HashMap<>();
            for (NodeId node : nodes.subList(start, Math.min(nodes.size(), start + BATCH))) {
                LoadSeries steps = histories.get(node).from(from).before(end);
                if (!steps.isEmpty()) {
                    batch.put(node, steps);
                }
            }
            transactions.run(() -> loads.write(batch));
        }
        transactions.run(() -> loads.forgetBefore(rules.keptFrom(end)));
    }

    Optional<ModelStore.Kept> model() {
        return transactions.call(models::newest);
    }

    void keep(ModelStore.Kept model) {
        transactions.run(() -> models.keep(model));
    }

    byte[] evidence() {
        return transactions.call(models::evidence);
    }

    void keepEvidence(byte[] evidence) {
        transactions.run(() -> models.keepEvidence(evidence));
    }
}
