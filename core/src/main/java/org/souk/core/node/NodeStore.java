package org.souk.core.node;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;

/** Port: where enrolled nodes are kept. Every method joins the caller's transaction. */
public interface NodeStore {
    /** @throws NameTaken when its owner has a node of that name */
    void insert(Node node);

    Optional<Node> find(NodeId id);

    /** Reads the row and locks it until the transaction ends. */
    Optional<Node> lock(NodeId id);

    /**
     * Writes a node that was read in this transaction by {@link #lock}.
     *
     * @return the same node, its version raised by one
     */
    Node save(Node node);

    /** Every node, or those of one owner; by name. */
    List<Node> list(Optional<AccountId> owner);

    /** All nodes whose change has this number or a higher one, see {@link org.souk.core.common.ChangeSequence}. */
    List<Node> changedSince(long number);

    /** Notes, in one batch, when nodes were last seen, which is no change; unknown ids are ignored. */
    void markSeen(Map<NodeId, Instant> seen);
}
