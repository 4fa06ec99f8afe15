package org.souk.core.nodes;

import java.util.List;
import org.souk.core.account.Caller;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.live.LiveNode;
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
     * Changes what is for sale, at once and while tasks run; they keep the prices they began with. What is taken away
     * from them they keep for the grace time.
     *
     * @throws NotFound when it does not exist or is another's
     * @throws InvalidRequest naming the field that will not do
     */
    LiveNode change(Caller caller, NodeId id, NodeChange change);

    /**
     * Ends a node's quarantine; nothing happens when it is in none.
     *
     * @throws NotFound when it does not exist, or the caller is no operator
     */
    LiveNode release(Caller caller, NodeId id);

    /** All pools of the market, by name: anybody who trades may know them. */
    List<PoolTotals> pools();

    /** @param clientSecret shown this once, only its hash is kept */
    record Enrolment(LiveNode node, String clientId, String clientSecret) {}
}
