package org.souk.core.live;

import java.time.Duration;
import java.util.List;
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
        return fleet.all().stream()
                .map(member -> view(member, uptime))
                .sorted((a, b) -> a.node().name().compareTo(b.node().name()))
                .toList();
    }

    Optional<LiveNode> of(NodeId node, Duration uptime) {
        return Optional.ofNullable(fleet.find(node)).map(member -> view(member, uptime));
    }

    private LiveNode view(Member member, Duration uptime) {
        NodeId node = member.node().id();
        return member.view(leases.takenOn(node), leases.countOn(node), uptime);
    }
}
