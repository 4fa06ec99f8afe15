package org.souk.core.nodes;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.souk.core.account.Caller;
import org.souk.core.account.Credentials;
import org.souk.core.account.Credentials.Secret;
import org.souk.core.account.Role;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.leader.Leader;
import org.souk.core.live.LiveNode;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;

/** {@link Nodes} by the stores and the leader. */
public final class NodeService implements Nodes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final NodeStore nodes;
    private final Credentials credentials;
    private final UniqueIds ids;
    private final Matchmaker matchmaker;
    private final Leader leader;
    private final NodeWatch watch;
    private final Transactions transactions;

    public NodeService(
            NodeStore nodes,
            Credentials credentials,
            UniqueIds ids,
            Matchmaker matchmaker,
            Leader leader,
            NodeWatch watch,
            Transactions transactions) {
        this.nodes = nodes;
        this.credentials = credentials;
        this.ids = ids;
        this.matchmaker = matchmaker;
        this.leader = leader;
        this.watch = watch;
        this.transactions = transactions;
    }

    @Override
    public Enrolment enrol(Caller seller, String name, Offer offer) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidRequest("name", "must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        matchmaker.checkPolicy(offer.terms());
        Secret secret = credentials.secret();
        Instant now = watch.now();
        NodeId id = new NodeId(ids.next());
        Node node = new Node(
                id,
                seller.account(),
                name,
                Hardware.UNKNOWN,
                offer,
                Availability.ACTIVE,
                now,
                Optional.empty(),
                Restrictions.NONE,
                0);
        String clientId = "node-" + id;
        transactions.run(() -> {
            if (nodes.list(Optional.of(seller.account())).stream()
                    .anyMatch(n -> n.name().equals(name))) {
                throw new NameTaken(name);
            }
            nodes.insert(node);
            credentials.issue(clientId, seller.account(), Set.of(Role.NODE), Optional.of(id), secret, now);
        });
        leader.stored(node);
        return new Enrolment(find(seller, id), clientId, secret.value());
    }

    @Override
    public List<LiveNode> list(Caller caller) {
        return leader.nodes().stream()
                .filter(live -> caller.maySee(live.node().owner()))
                .toList();
    }

    @Override
    public LiveNode find(Caller caller, NodeId id) {
        return leader.node(id)
                .filter(live -> caller.maySee(live.node().owner()))
                .orElseThrow(() -> new NotFound("node", id));
    }

    @Override
    public LiveNode change(Caller caller, NodeId id, NodeChange change) {
        change.offer().ifPresent(offer -> matchmaker.checkPolicy(offer.terms()));
        Node changed = transactions.call(() -> {
            Node node =
                    nodes.lock(id).filter(n -> caller.maySee(n.owner())).orElseThrow(() -> new NotFound("node", id));
            Node after = change.applyTo(node, watch.now(), watch.rules());
            return nodes.save(after);
        });
        leader.stored(changed);
        leader.ring();
        return find(caller, id);
    }

    @Override
    public LiveNode release(Caller caller, NodeId id) {
        if (!caller.isOperator()) {
            throw new NotFound("node", id);
        }
        watch.release(id);
        leader.ring();
        return find(caller, id);
    }

    @Override
    public List<PoolTotals> pools() {
        return PoolTotals.of(leader.nodes());
    }
}
