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
    public void save(Node node) {
        database.requireTransaction();
        if (!locked.contains(node.id())) {
            throw new IllegalStateException("node " + node.id() + " was not locked in this transaction");
        }
        nodes.put(node.id(), withVersion(node, nodes.get(node.id()).version() + 1));
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

    private static Node withVersion(Node n, long version) {
        return new Node(
                n.id(),
                n.owner(),
                n.name(),
                n.hardware(),
                n.offer(),
                n.availability(),
                n.enrolledAt(),
                n.lastSeen(),
                n.restrictions(),
                version);
    }

    @Override
    public Runnable snapshot() {
        locked.clear();
        Map<NodeId, Node> before = Map.copyOf(nodes);
        return () -> {
            nodes.clear();
            nodes.putAll(before);
        };
    }
}
