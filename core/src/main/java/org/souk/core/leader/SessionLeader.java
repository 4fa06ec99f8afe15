package org.souk.core.leader;

import java.util.Collection;
import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.pricing.Position;
import org.souk.core.task.AttemptReport;
import org.souk.core.units.Bytes;

/**
 * Port: what an instance that holds nodes' sessions passes on to the leader. The leader's orders come back over each session's
 * {@link NodeLink}.
 */
public interface SessionLeader {
    /**
     * An agent has opened a session. A former session of the same node is closed; attempts that it should hold and does not
     * name are sent again, those that it names and should not hold are cancelled.
     */
    void opened(Node node, NodeLink link, Optional<Mover> mover, Collection<AttemptProgress> held);

    /** The session has ended; the node's attempts stay its own until their leases run out. */
    void closed(NodeId node, NodeLink link);

    /** A measurement, and which attempts the agent holds. */
    void heartbeat(NodeId node, NodeLoad load, Collection<AttemptProgress> held);

    /** The node as it is known; empty when there is none. */
    Optional<Node> find(NodeId node);

    /** @return false when the node does not hold this attempt (any more) */
    boolean started(NodeId node, AttemptKey attempt);

    /** @return false when the node does not hold this attempt (any more) */
    boolean suspended(NodeId node, AttemptKey attempt);

    /** @return false when the node does not hold this attempt (any more) */
    boolean resumed(NodeId node, AttemptKey attempt);

    /** @return false when the node does not hold this attempt (any more), or the snapshot is of no use */
    boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position at);

    /** Something has happened in a migration. */
    void moved(NodeId node, MigrationReport news);

    /** An attempt has ended. */
    void report(AttemptReport report);
}
