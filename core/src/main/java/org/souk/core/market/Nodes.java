package org.souk.core.market;

import java.util.List;
import java.util.Optional;
import org.souk.core.account.NameTaken;
import org.souk.core.cluster.LiveNode;
import org.souk.core.node.Availability;
import org.souk.core.node.NodeId;
import org.souk.core.node.Offer;

/** What sellers and operators do with nodes. */
public interface Nodes {
    /**
     * Enrols a machine of the calling seller and makes credentials for its agent.
     *
     * @param name unique among the owner's nodes
     * @throws NameTaken when the owner has a node of that name
     */
    Enrolment enrol(Caller seller, String name, Offer offer);

    /** Sellers see their own nodes, operators every node. */
    List<LiveNode> list(Caller caller);

    /** @throws NotFound when it does not exist or is another's */
    LiveNode find(Caller caller, NodeId id);

    /**
     * Changes what is for sale, at once and while tasks run; they keep what they have reserved and the prices they
     * began with.
     *
     * @throws NotFound when it does not exist or is another's
     */
    LiveNode change(Caller caller, NodeId id, Optional<Offer> offer, Optional<Availability> availability);

    /** @param clientSecret shown this once, only its hash is kept */
    record Enrolment(LiveNode node, String clientId, String clientSecret) {}
}
