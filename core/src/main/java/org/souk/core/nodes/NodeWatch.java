package org.souk.core.nodes;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Transactions;
import org.souk.core.leader.Leader;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.node.Quarantine;

/** Puts nodes that report nonsense into quarantine, and lets them out once they have made sense for long enough. */
public final class NodeWatch {
    private static final Duration UNKNOWN = Duration.ofDays(36_500);

    private final NodeStore nodes;
    private final Leader leader;
    private final Transactions transactions;
    private final MarketClock clock;
    private final NodeRules rules;
    private final Map<NodeId, Instant> lastNonsense = new ConcurrentHashMap<>();

    public NodeWatch(NodeStore nodes, Leader leader, Transactions transactions, MarketClock clock, NodeRules rules) {
        this.nodes = nodes;
        this.leader = leader;
        this.transactions = transactions;
        this.clock = clock;
        this.rules = rules;
    }

    public Instant now() {
        return clock.instant();
    }

    public NodeRules rules() {
        return rules;
    }

    /** How far an agent's clock may be wrong; as far as it likes while the market's own may be. */
    public Duration clockTolerance() {
        return clock.isSettled() ? rules.clockTolerance() : UNKNOWN;
    }

    /** The node has said something that cannot be true. The first reason is kept. */
    public void nonsense(Node node, String reason) {
        Instant now = clock.instant();
        lastNonsense.put(node.id(), now);
        if (!isQuarantined(node)) {
            write(node.id(), Optional.of(new Quarantine(reason, now)));
        }
    }

    /** The node has said something that may be true. */
    public void sense(Node node) {
        if (!isQuarantined(node)) {
            return;
        }
        Instant since = node.restrictions().quarantine().orElseThrow().since();
        Instant last = lastNonsense.getOrDefault(node.id(), since);
        if (!last.plus(rules.quarantine()).isAfter(clock.instant())) {
            write(node.id(), Optional.empty());
        }
    }

    /** An operator vouches for it. */
    void release(NodeId id) {
        write(id, Optional.empty());
    }

    private static boolean isQuarantined(Node node) {
        return node.restrictions().quarantine().isPresent();
    }

    private void write(NodeId id, Optional<Quarantine> quarantine) {
        Node changed = transactions.call(() -> {
            Node node = nodes.lock(id).orElseThrow(() -> new NotFound("node", id));
            Node after = node.withRestrictions(node.restrictions().withQuarantine(quarantine));
            return nodes.save(after);
        });
        leader.stored(changed);
        if (quarantine.isEmpty()) {
            lastNonsense.remove(id);
        }
    }
}
