package org.souk.core.sessions;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.LoadReport;
import org.souk.core.node.Node;
import org.souk.core.node.Offer;
import org.souk.core.pricing.Position;
import org.souk.core.task.AttemptReport;
import org.souk.core.units.Bytes;

/** What agents say over their sessions. */
public interface NodeSessions {
    /**
     * An agent is there. A former session of the same node is closed; attempts that it should hold and does not name
     * are sent again, those that it names and should not hold are cancelled.
     *
     * @param offer what the owner set on the agent's command line, if anything
     * @throws NotFound when the node is unknown
     * @throws org.souk.core.common.InvalidRequest when the offer will not do
     */
    Welcome open(NodeLink link, Hello hello);

    /** The session has ended; the node's attempts stay its own until their leases run out. */
    void closed(NodeId node, NodeLink link);

    /** Takes in a measurement and which attempts are held. What cannot be true puts the node into quarantine. */
    void heartbeat(NodeId node, LoadReport load, Collection<AttemptProgress> held);

    /**
     * The node said something so wrong that it was refused, such as a negative capacity: it is put into quarantine.
     *
     * @param reason one sentence
     */
    void distrust(NodeId node, String reason);

    /**
     * The program runs.
     *
     * @return false when the node does not hold this attempt (any more)
     */
    boolean started(NodeId node, AttemptKey attempt);

    /**
     * A suspended attempt stands still.
     *
     * @return false when the node does not hold this attempt (any more)
     */
    boolean suspended(NodeId node, AttemptKey attempt);

    /**
     * A resumed attempt goes on.
     *
     * @return false when the node does not hold this attempt (any more)
     */
    boolean resumed(NodeId node, AttemptKey attempt);

    /**
     * A snapshot of an attempt is stored.
     *
     * @return false when the node does not hold this attempt (any more), or the snapshot is of no use
     */
    boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position at);

    /** Something has happened in a move. What does not fit the move as it is, is answered with an order or changes nothing. */
    void moved(NodeId node, MigrationReport news);

    /**
     * An attempt ended. Settled soon, in a batch with others; then the link is told, by
     * {@link NodeLink#acknowledge}. A report on an attempt that the node never held closes its session.
     */
    void ended(AttemptReport report);

    /**
     * What an agent says first.
     *
     * @param mover what it can do in moves, if anything
     */
    record Hello(
            NodeId node,
            Hardware hardware,
            Optional<Offer> offer,
            Optional<Availability> availability,
            Optional<Mover> mover,
            Collection<AttemptProgress> held) {}

    /**
     * What it is told.
     *
     * @param heartbeatEvery how often it should send its load
     * @param lease how long its attempts wait for it when it is not seen
     * @param meanUptime how long it is believed to go on without a failure
     */
    record Welcome(Node node, Duration heartbeatEvery, Duration lease, Duration meanUptime) {}
}
