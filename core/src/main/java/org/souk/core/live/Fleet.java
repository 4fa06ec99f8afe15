package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.souk.core.common.NodeId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.OwnerLoad;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/** The nodes, their sessions, and what was measured and seen of them. Not thread-safe. */
final class Fleet {
    private final Duration lease;
    private final Map<NodeId, Member> members = new TreeMap<>();
    private Resources forSale;

    /** @param lease a node that has not been seen for so long counts as not connected */
    Fleet(Duration lease) {
        this.lease = lease;
    }

    /**
     * A new node, or one whose row has changed; what is not newer than what is known changes nothing.
     *
     * @return whether it was newer
     */
    boolean put(Node node) {
        Member known = members.get(node.id());
        if (known == null) {
            members.put(node.id(), new Member(node));
        } else if (known.node.version() < node.version()) {
            known.become(node);
        } else {
            return false;
        }
        forSale = null;
        return true;
    }

    /** What all nodes sell together, connected or not: shares must not jump whenever an agent comes back. */
    Resources forSale() {
        if (forSale == null) {
            forSale = members.values().stream()
                    .map(member -> member.node.offer().forSale())
                    .reduce(Resources.NONE, Resources::plus);
        }
        return forSale;
    }

    Member find(NodeId node) {
        return members.get(node);
    }

    /** By their ids. */
    Collection<Member> all() {
        return members.values();
    }

    /** Begins a session; the former one, if any, is returned so that it can be closed. */
    Optional<NodeLink> connect(Node node, NodeLink link, Instant now, Duration uptime) {
        put(node);
        Member member = members.get(node.id());
        NodeLink former = member.link;
        member.link = link;
        member.seen(now, uptime);
        return Optional.ofNullable(former);
    }

    /** Ends a session; a former session's end changes nothing. */
    void disconnect(NodeId node, NodeLink link) {
        Member member = members.get(node);
        if (member != null && member.link == link) {
            member.link = null;
        }
    }

    /** Notes how fast a snapshot went between nodes; nothing if that is not known. */
    void transferred(List<NodeId> ends, Bytes snapshot, Duration took) {
        if (took.isZero()) {
            // Known from a heartbeat only, which does not say.
            return;
        }
        long millis = Math.max(1, took.toMillis());
        long speed = snapshot.count() / millis * 1000 + snapshot.count() % millis * 1000 / millis;
        ends.stream().filter(members::containsKey).forEach(end -> members.get(end)
                .transferred(speed));
    }

    Map<NodeId, Instant> lastSeen() {
        Map<NodeId, Instant> seen = new HashMap<>();
        members.forEach((id, member) -> {
            if (member.lastSeen != null) {
                seen.put(id, member.lastSeen);
            }
        });
        return seen;
    }

    /** All nodes that are connected count as just seen. */
    void renewAll(Duration uptime) {
        members.values().forEach(member -> member.seenAfter = uptime);
    }

    /** One node. */
    final class Member {
        private Node node;
        private NodeLink link;
        private Instant lastSeen;
        private Duration seenAfter = Duration.ZERO;
        private NodeLoad load;
        private LoadHistory history = LoadHistory.EMPTY;
        private LoadForecast forecast = LoadForecast.UNKNOWN;
        private Outlook outlook;
        private TrackRecord record = TrackRecord.NEW;
        private NodeFacts facts;
        private Optional<Mover> mover = Optional.empty();
        private long bytesPerSecond;

        private Member(Node node) {
            become(node);
        }

        private void become(Node changed) {
            node = changed;
            refreshFacts();
        }

        void become(TrackRecord changed) {
            record = changed;
            refreshFacts();
        }

        /** Equal facts stay the same object, which is told from others at once. */
        private void refreshFacts() {
            NodeFacts now = NodeFacts.of(node, record);
            if (!now.equals(facts)) {
                facts = now;
            }
        }

        private void seen(Instant now, Duration uptime) {
            lastSeen = now;
            seenAfter = uptime;
        }

        /** @return what was measured until now */
        LoadHistory measured(NodeLoad measured, Instant now, Duration uptime) {
            seen(now, uptime);
            load = measured;
            history = history.plus(
                    measured.at(),
                    measured.ownCpuPercent(),
                    measured.ownRamPercent(node.hardware().ram()));
            return history;
        }

        void forecast(LoadForecast made) {
            forecast = made;
        }

        void outlook(Outlook made) {
            outlook = made;
        }

        void mover(Optional<Mover> can) {
            mover = can;
        }

        /** A snapshot went from or to it at this speed. */
        void transferred(long measured) {
            bytesPerSecond = bytesPerSecond == 0 ? measured : (3 * bytesPerSecond + measured) / 4;
        }

        Node node() {
            return node;
        }

        Optional<NodeLink> link() {
            return Optional.ofNullable(link);
        }

        Optional<Mover> mover() {
            return mover;
        }

        TrackRecord record() {
            return record;
        }

        NodeFacts facts() {
            return facts;
        }

        /** Zero while it was not measured. */
        Bytes bytesPerSecond() {
            return new Bytes(bytesPerSecond);
        }

        /** An outlook that says nothing of the present any more is left out. */
        OwnerLoad ownLoad(Instant now) {
            return OwnerLoad.at(now, forecast, Optional.ofNullable(outlook));
        }

        boolean isConnected(Duration uptime) {
            return link != null && seenAfter.plus(lease).compareTo(uptime) > 0;
        }

        /** Whether it can be given tasks now as far as its owner and its connection go. */
        boolean isSelling(Duration uptime) {
            return node.availability() == Availability.ACTIVE && isConnected(uptime);
        }

        LiveNode view(Taken taken, int attempts, Duration uptime) {
            return new LiveNode(
                    node,
                    isConnected(uptime),
                    Optional.ofNullable(lastSeen).or(node::lastSeen),
                    Optional.ofNullable(load),
                    forecast,
                    taken.reserved(),
                    taken.burst(),
                    attempts,
                    record,
                    history);
        }
    }
}
