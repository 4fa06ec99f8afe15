package org.souk.core.sessions;

import java.time.Instant;
import java.util.Collection;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Transactions;
import org.souk.core.forecast.LoadMeter;
import org.souk.core.leader.SessionLeader;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.NodeLink;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.LoadReport;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.node.NodeStore;
import org.souk.core.nodes.NodeChange;
import org.souk.core.nodes.NodeWatch;
import org.souk.core.pricing.Position;
import org.souk.core.task.AttemptReport;
import org.souk.core.units.Bytes;

/** {@link NodeSessions} by the stores and the leader; what cannot be true puts the node into quarantine. */
public final class SessionService implements NodeSessions {
    private final NodeStore nodes;
    private final Matchmaker matchmaker;
    private final SessionLeader leader;
    private final NodeWatch watch;
    private final LoadMeter meter;
    private final Transactions transactions;
    private final SessionRules rules;

    public SessionService(
            NodeStore nodes,
            Matchmaker matchmaker,
            SessionLeader leader,
            NodeWatch watch,
            LoadMeter meter,
            Transactions transactions,
            SessionRules rules) {
        this.nodes = nodes;
        this.matchmaker = matchmaker;
        this.leader = leader;
        this.watch = watch;
        this.meter = meter;
        this.transactions = transactions;
        this.rules = rules;
    }

    @Override
    public Welcome open(NodeLink link, Hello hello) {
        Instant now = watch.now();
        hello.offer().ifPresent(offer -> matchmaker.checkPolicy(offer.terms()));
        Node node = transactions.call(() -> {
            Node enrolled = nodes.lock(hello.node()).orElseThrow(() -> new NotFound("node", hello.node()));
            return nodes.save(NodeChange.of(hello.offer(), hello.availability())
                    .applyTo(enrolled.withHardware(hello.hardware()), now, watch.rules())
                    .seenAt(now));
        });
        leader.opened(node, link, hello.mover(), hello.held());
        LoadReport.excess(node).ifPresent(reason -> watch.nonsense(node, reason));
        return new Welcome(node, rules.heartbeatEvery(), rules.lease(), rules.meanUptime());
    }

    @Override
    public void closed(NodeId node, NodeLink link) {
        leader.closed(node, link);
    }

    @Override
    public void heartbeat(NodeId node, LoadReport load, Collection<AttemptProgress> held) {
        Instant now = watch.now();
        leader.heartbeat(node, load.at(now), held);
        leader.find(node).ifPresent(known -> load.nonsense(known, now, watch.clockTolerance())
                .ifPresentOrElse(reason -> watch.nonsense(known, reason), () -> sense(known, load.at(now))));
    }

    private void sense(Node node, NodeLoad load) {
        watch.sense(node);
        meter.measured(
                node.id(),
                load.at(),
                load.ownCpuPercent(),
                load.ownRamPercent(node.hardware().ram()));
    }

    @Override
    public boolean suspended(NodeId node, AttemptKey attempt) {
        return leader.suspended(node, attempt);
    }

    @Override
    public boolean resumed(NodeId node, AttemptKey attempt) {
        return leader.resumed(node, attempt);
    }

    @Override
    public void distrust(NodeId node, String reason) {
        leader.find(node).ifPresent(known -> watch.nonsense(known, reason));
    }

    @Override
    public boolean started(NodeId node, AttemptKey attempt) {
        return leader.started(node, attempt);
    }

    @Override
    public boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position at) {
        return leader.checkpointed(node, attempt, content, size, at);
    }

    @Override
    public void moved(NodeId node, MigrationReport news) {
        leader.moved(node, news);
    }

    @Override
    public void ended(AttemptReport report) {
        leader.report(report);
    }
}
