package org.souk.core.market;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.souk.core.account.AccountStore;
import org.souk.core.account.Client;
import org.souk.core.account.Role;
import org.souk.core.account.SecretHasher;
import org.souk.core.cluster.Cluster;
import org.souk.core.cluster.LiveNode;
import org.souk.core.common.NameTaken;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Refused;
import org.souk.core.common.Secrets;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;

/** {@link Nodes} by the stores and the live state. */
public final class NodeMarket implements Nodes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    private final NodeStore nodes;
    private final AccountStore accounts;
    private final SecretHasher hasher;
    private final UniqueIds ids;
    private final Matchmaker matchmaker;
    private final Cluster cluster;
    private final Transactions transactions;
    private final Runnable doorbell;
    private final Clock clock;
    private final NodeRules rules;
    private final NodeWatch watch;
    private final Secrets secrets = new Secrets();

    public NodeMarket(
            NodeStore nodes,
            AccountStore accounts,
            SecretHasher hasher,
            UniqueIds ids,
            Matchmaker matchmaker,
            Cluster cluster,
            Transactions transactions,
            Runnable doorbell,
            Clock clock,
            NodeRules rules) {
        this.nodes = nodes;
        this.accounts = accounts;
        this.hasher = hasher;
        this.ids = ids;
        this.matchmaker = matchmaker;
        this.cluster = cluster;
        this.transactions = transactions;
        this.doorbell = doorbell;
        this.clock = clock;
        this.rules = rules;
        this.watch = new NodeWatch(nodes, cluster, transactions, clock, rules);
    }

    @Override
    public Enrolment enrol(Caller seller, String name, Offer offer) {
        if (!NAME.matcher(name).matches()) {
            throw new Refused("name", "must be 1 to 63 letters, digits, dots, dashes or underscores");
        }
        matchmaker.checkPolicy(offer.terms());
        String secret = secrets.next();
        String hash = hasher.hash(secret);
        Instant now = clock.instant();
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
            accounts.insert(new Client(clientId, seller.account(), Set.of(Role.NODE), Optional.of(id), hash, now));
        });
        cluster.nodeChanged(node);
        return new Enrolment(find(seller, id), clientId, secret);
    }

    @Override
    public List<LiveNode> list(Caller caller) {
        return cluster.nodes(clock.instant()).stream()
                .filter(live -> caller.maySee(live.node().owner()))
                .toList();
    }

    @Override
    public LiveNode find(Caller caller, NodeId id) {
        return list(caller).stream()
                .filter(live -> live.node().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("node", id));
    }

    @Override
    public LiveNode change(Caller caller, NodeId id, NodeChange change) {
        change.offer().ifPresent(offer -> matchmaker.checkPolicy(offer.terms()));
        Node changed = transactions.call(() -> {
            Node node =
                    nodes.lock(id).filter(n -> caller.maySee(n.owner())).orElseThrow(() -> new NotFound("node", id));
            Node after = change.applyTo(node, clock.instant(), rules);
            return nodes.save(after);
        });
        cluster.nodeChanged(changed);
        cluster.link(id).ifPresent(link -> link.offerChanged(changed));
        doorbell.run();
        return find(caller, id);
    }

    @Override
    public LiveNode release(Caller caller, NodeId id) {
        if (!caller.isOperator()) {
            throw new NotFound("node", id);
        }
        watch.release(id);
        doorbell.run();
        return find(caller, id);
    }

    @Override
    public List<PoolTotals> pools() {
        return PoolTotals.of(cluster.nodes(clock.instant()));
    }
}
