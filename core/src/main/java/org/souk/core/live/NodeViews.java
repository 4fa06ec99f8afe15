package org.souk.core.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.NodeId;
import org.souk.core.live.Fleet.Member;

/** The nodes as people see them. Not thread-safe; what it gives is a copy. */
final class NodeViews {
    private final Fleet fleet;
    private final Leases leases;

    NodeViews(Fleet fleet, Leases leases) {
        this.fleet = fleet;
        this.leases = leases;
    }

    /** By name. */
    List<LiveNode> all(Duration uptime) {
        Map<NodeId, Taken> taken = Taken.by(leases.all());
        return fleet.all().stream()
                .map(member -> view(member, taken.getOrDefault(member.node().id(), Taken.NOTHING), uptime))
                .sorted((a, b) -> a.node().name().compareTo(b.node().name()))
                .toList();
    }

    Optional<LiveNode> of(NodeId node, Duration uptime) {
        List<LiveAttempt> concerned = new ArrayList<>(leases.on(node));
        leases.migrating(node).stream().filter(a -> !a.node().equals(node)).forEach(concerned::add);
        return Optional.ofNullable(fleet.find(node))
                .map(member -> view(member, Taken.by(concerned).getOrDefault(node, Taken.NOTHING), uptime));
    }

    private LiveNode view(Member member, Taken taken, Duration uptime) {
        return member.view(taken, leases.countOn(member.node().id()), uptime);
    }
}
