package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;

/** {@link NodeStore} in the table {@code node}. */
public final class JpaNodeStore implements NodeStore {
    private static final String NAME_INDEX = "node_by_owner";

    private final EntityManager entities;

    /** @param entities used by many threads: a container's proxy, or one like it */
    public JpaNodeStore(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void insert(Node node) {
        entities.persist(NodeRow.of(node));
        try {
            entities.flush();
        } catch (PersistenceException e) {
            if (UniqueViolation.of(NAME_INDEX, e)) {
                NameTaken taken = new NameTaken(node.name());
                taken.initCause(e);
                throw taken;
            }
            throw e;
        }
    }

    @Override
    public Optional<Node> find(NodeId id) {
        return Optional.ofNullable(entities.find(NodeRow.class, id.value())).map(NodeRow::toDomain);
    }

    @Override
    public Optional<Node> lock(NodeId id) {
        return RowLock.all(entities, NodeRow.class, List.of(id.value())).stream()
                .map(NodeRow::toDomain)
                .findFirst();
    }

    @Override
    public void save(Node node) {
        // Locked before, so this comes from the persistence context and asks no database.
        NodeRow row = entities.find(NodeRow.class, node.id().value());
        if (row == null) {
            throw new IllegalStateException("node " + node.id() + " was not locked in this transaction");
        }
        row.change(node);
    }

    @Override
    public List<Node> list(Optional<AccountId> owner) {
        String where = owner.isPresent() ? " WHERE n.owner = :owner" : "";
        TypedQuery<NodeRow> rows =
                entities.createQuery("SELECT n FROM NodeRow n" + where + " ORDER BY n.name, n.id", NodeRow.class);
        owner.ifPresent(id -> rows.setParameter("owner", id.value()));
        return rows.getResultStream().map(NodeRow::toDomain).toList();
    }

    @Override
    public void markSeen(Map<NodeId, Instant> seen) {
        List<String> ids = seen.keySet().stream().map(NodeId::value).toList();
        RowLock.all(entities, NodeRow.class, ids).forEach(row -> row.seen(seen.get(new NodeId(row.id()))));
    }
}
