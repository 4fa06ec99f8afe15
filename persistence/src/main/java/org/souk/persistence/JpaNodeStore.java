package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.Query;
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
    private static final EpochMicros TIMES = new EpochMicros();
    /** Bounds the length of one statement. */
    private static final int CHUNK = 200;

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
    public Node save(Node node) {
        // Locked before, so this comes from the persistence context and asks no database.
        NodeRow row = entities.find(NodeRow.class, node.id().value());
        if (row == null) {
            throw new IllegalStateException("node " + node.id() + " was not locked in this transaction");
        }
        row.change(node);
        return node.withVersion(row.version());
    }

    @Override
    public List<Node> list(Optional<AccountId> owner) {
        String where = owner.isPresent() ? " WHERE n.owner = :owner" : "";
        TypedQuery<NodeRow> rows =
                Unmanaged.rows(entities, "SELECT n FROM NodeRow n" + where + " ORDER BY n.name, n.id", NodeRow.class);
        owner.ifPresent(id -> rows.setParameter("owner", id.value()));
        return rows.getResultStream().map(NodeRow::toDomain).toList();
    }

    @Override
    public List<Node> changedSince(long number) {
        return Unmanaged.rows(entities, "SELECT n FROM NodeRow n WHERE n.changeNumber >= :number", NodeRow.class)
                .setParameter("number", number)
                .getResultStream()
                .map(NodeRow::toDomain)
                .toList();
    }

    @Override
    public void markSeen(Map<NodeId, Instant> seen) {
        List<String> ids = seen.keySet().stream().map(NodeId::value).toList();
        List<NodeRow> later = RowLock.all(entities, NodeRow.class, ids).stream()
                .filter(row -> row.wasSeenBefore(seen.get(new NodeId(row.id()))))
                .toList();
        for (int from = 0; from < later.size(); from += CHUNK) {
            writeSeen(later.subList(from, Math.min(later.size(), from + CHUNK)), seen);
        }
    }

    /** By a statement of its own: the number of the last change is set to itself, for this is none. */
    private void writeSeen(List<NodeRow> rows, Map<NodeId, Instant> seen) {
        Query update =
                entities.createNativeQuery("UPDATE node SET last_seen = CASE id" + " WHEN ? THEN ?".repeat(rows.size())
                        + " END, change_number = change_number WHERE id IN (?" + ", ?".repeat(rows.size() - 1) + ")");
        int parameter = 1;
        for (NodeRow row : rows) {
            update.setParameter(parameter++, row.id());
            update.setParameter(parameter++, TIMES.convertToDatabaseColumn(seen.get(new NodeId(row.id()))));
        }
        for (NodeRow row : rows) {
            update.setParameter(parameter++, row.id());
        }
        update.executeUpdate();
        // Whoever reads them later in this transaction reads them from the database.
        rows.forEach(entities::detach);
    }
}
