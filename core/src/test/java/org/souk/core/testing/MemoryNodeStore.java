package org.souk.core.testing;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;

/** {@link NodeStore} in a map. */
public final class MemoryNodeStore implements NodeStore, MemoryDatabase.Restorable {
    private final MemoryDatabase database;
    private final Map<NodeId, Node> nodes = new HashMap<>();
    private final Map<NodeId, Long> changes = new HashMap<>();
    private final Set<NodeId> locked = new HashSet<>();

    MemoryNodeStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void insert(Node node) {
        database.requireTransaction();
        boolean taken = nodes.values().stream()
                .anyMatch(n -> n.owner().equals(node.owner()) && n.name().equals(node.name()));
        if (taken) {
            throw new NameTaken(node.name());
        }
        nodes.put(node.id(), node);
        changes.put(node.id(), database.nextChange());
    }

    @Override
    public Optional<Node> find(NodeId id) {
        database.requireTransaction();
        return Optional.ofNullable(nodes.get(id));
    }

    @Override
    public Optional<Node> lock(NodeId id) {
        database.requireTransaction();
        locked.add(id);
        return Optional.ofNullable(nodes.get(id));
    }

    @Override
    public Node save(Node node) {
        database.requireTransaction();
        if (!locked.contains(node.id())) {
            throw new IllegalStateException("node " + node.id() + " was not locked in this transaction");
        }
        Node after = node.withVersion(nodes.get(node.id()).version() + 1);
        nodes.put(node.id(), after);
        changes.put(node.id(), database.nextChange());
        return after;
    }

    @Override
    public List<Node> changedSince(long number) {
        database.requireTransaction();
        return nodes.values().stream()
                .filter(node -> changes.get(node.id()) >= number)
                .toList();
    }

    @Override
    public List<Node> list(Optional<AccountId> owner) {
        database.requireTransaction();
        return nodes.values().stream()
                .filter(n -> owner.map(n.owner()::equals).orElse(true))
                .sorted(Comparator.comparing(Node::name).thenComparing(Node::id))
                .toList();
    }

    @Override
    public void markSeen(Map<NodeId, Instant> seen) {
        database.requireTransaction();
        seen.forEach((id, at) -> nodes.computeIfPresent(
                id,
                (same, node) ->
                        node.lastSeen().filter(last -> !at.isAfter(last)).isPresent() ? node : node.seenAt(at)));
    }

    @Override
    public Runnable snapshot() {
        locked.clear();
        Map<NodeId, Node> before = Map.copyOf(nodes);
        Map<NodeId, Long> changesBefore = Map.copyOf(changes);
        return () -> {
            nodes.clear();
            nodes.putAll(before);
            changes.clear();
            changes.putAll(changesBefore);
        };
    }
}
