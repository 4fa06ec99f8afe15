package org.souk.core.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.souk.core.cluster.Cluster;
import org.souk.core.cluster.Dispatch;
import org.souk.core.cluster.LiveAttempt;
import org.souk.core.cluster.NodeLink;
import org.souk.core.cluster.Orders;
import org.souk.core.cluster.Progress;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Transactions;
import org.souk.core.forecast.LoadMeter;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.LoadReport;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.node.NodeStore;
import org.souk.core.pricing.Position;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.units.Bytes;

/** {@link NodeSessions} by the live state and the scheduler. */
public final class SessionMarket implements NodeSessions {
    private static final String UNWANTED = "cancelled, or no longer this node's";

    private final NodeStore nodes;
    private final Matchmaker matchmaker;
    private final Cluster cluster;
    private final Scheduler scheduler;
    private final Transactions transactions;
    private final TaskListener listener;
    private final Runnable doorbell;
    private final Runnable settlementDoorbell;
    private final Clock clock;
    private final Duration heartbeatEvery;
    private final Duration lease;
    private final NodeRules rules;
    private final NodeWatch watch;
    private final Duration meanUptime;
    private final LoadMeter meter;

    public SessionMarket(
            NodeStore nodes,
            Matchmaker matchmaker,
            Cluster cluster,
            Scheduler scheduler,
            Transactions transactions,
            TaskListener listener,
            Runnable doorbell,
            Runnable settlementDoorbell,
            Clock clock,
            Duration heartbeatEvery,
            Duration lease,
            NodeRules rules,
            Duration meanUptime,
            LoadMeter meter) {
        this.nodes = nodes;
        this.matchmaker = matchmaker;
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.listener = listener;
        this.doorbell = doorbell;
        this.settlementDoorbell = settlementDoorbell;
        this.clock = clock;
        this.heartbeatEvery = heartbeatEvery;
        this.lease = lease;
        this.rules = rules;
        this.meanUptime = meanUptime;
        this.meter = meter;
        this.watch = new NodeWatch(nodes, cluster, transactions, clock, rules);
    }

    @Override
    public void begin() {
        scheduler.open();
    }

    @Override
    public Welcome open(NodeLink link, Hello hello) {
        Instant now = clock.instant();
        hello.offer().ifPresent(offer -> matchmaker.checkPolicy(offer.terms()));
        Node node = transactions.call(() -> {
            Node enrolled = nodes.lock(hello.node()).orElseThrow(() -> new NotFound("node", hello.node()));
            Node present = NodeChange.of(hello.offer(), hello.availability())
                    .applyTo(enrolled.withHardware(hello.hardware()), now, rules)
                    .seenAt(now);
            return nodes.save(present);
        });
        cluster.connected(node, link, now).ifPresent(former -> former.close("another session of this node has begun"));
        cluster.canMove(node.id(), hello.mover());
        cluster.renew(node.id(), hello.held(), now).sendTo(link, UNWANTED);
        noteStanding(node.id(), hello.held());
        scheduler.moves().heard(node.id(), hello.held());
        sendMissing(node.id(), link, hello.held());
        LoadReport.excess(node).ifPresent(reason -> watch.nonsense(node.id(), reason));
        doorbell.run();
        return new Welcome(node, heartbeatEvery, lease, meanUptime);
    }

    /** An attempt whose hand-over was lost with the former session is handed over again. */
    private void sendMissing(NodeId node, NodeLink link, Collection<Progress> held) {
        Set<AttemptKey> known = held.stream().map(Progress::attempt).collect(Collectors.toSet());
        for (LiveAttempt live : cluster.attemptsOn(node)) {
            if (!known.contains(live.key()) && scheduler.moves().goesOnWithoutSource(live)) {
                continue;
            }
            if (!known.contains(live.key()) && !live.task().progress().canBeginAgain()) {
                ended(new AttemptReport(
                        live.key().task(),
                        live.key().attempt(),
                        node,
                        Ending.without(EndReason.NODE_FAULT, "the node has lost what had been moved to it")));
            } else if (!known.contains(live.key())) {
                link.assign(Dispatch.of(live.task()));
                if (live.isSuspended()) {
                    link.suspend(live.task().id(), live.key().attempt());
                }
            }
        }
    }

    @Override
    public void closed(NodeId node, NodeLink link) {
        boolean current = cluster.link(node).filter(l -> l == link).isPresent();
        cluster.disconnected(node, link);
        if (current) {
            scheduler.moves().left(node);
        }
    }

    @Override
    public void heartbeat(NodeId node, LoadReport load, Collection<Progress> held) {
        Instant now = clock.instant();
        Orders orders = cluster.heartbeat(node, load.at(now), held, now);
        cluster.node(node).ifPresent(known -> load.nonsense(known, now, rules.clockTolerance())
                .ifPresentOrElse(reason -> watch.nonsense(node, reason), () -> sense(known, load.at(now))));
        noteStanding(node, held);
        cluster.link(node).ifPresent(link -> orders.sendTo(link, UNWANTED));
        scheduler.moves().heard(node, held);
    }

    private void sense(Node node, NodeLoad load) {
        watch.sense(node);
        meter.measured(
                node.id(),
                load.at(),
                load.ownCpuPercent(),
                load.ownRamPercent(node.hardware().ram()));
    }

    private void noteStanding(NodeId node, Collection<Progress> held) {
        held.stream().filter(Progress::suspended).forEach(progress -> standing(node, progress.attempt()));
    }

    private Optional<LiveAttempt> standing(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> live = cluster.standing(node, attempt, clock.instant());
        live.filter(LiveAttempt::isSuspended).ifPresent(standing -> scheduler.standing(attempt));
        return live;
    }

    @Override
    public boolean suspended(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> live = standing(node, attempt);
        if (live.filter(a -> !a.isSuspended()).isPresent()) {
            // It was resumed meanwhile, and that order may have crossed this word.
            cluster.link(node).ifPresent(link -> link.resume(attempt.task(), attempt.attempt()));
        }
        return live.isPresent();
    }

    @Override
    public boolean resumed(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> live = cluster.attempt(attempt.task())
                .filter(a -> a.key().equals(attempt) && a.node().equals(node));
        if (live.filter(LiveAttempt::isSuspended).isPresent()) {
            // It was suspended again meanwhile, likewise.
            cluster.link(node).ifPresent(link -> link.suspend(attempt.task(), attempt.attempt()));
        }
        return live.isPresent();
    }

    @Override
    public void distrust(NodeId node, String reason) {
        watch.nonsense(node, reason);
    }

    @Override
    public boolean started(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> running = cluster.started(node, attempt, clock.instant());
        running.ifPresent(live -> {
            scheduler.started(attempt);
            listener.changed(new TaskView(live.task(), running));
        });
        return running.isPresent();
    }

    @Override
    public boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position at) {
        return scheduler.checkpointed(node, attempt, content, size, at);
    }

    @Override
    public void moved(NodeId node, MoveNews news) {
        scheduler.moves().news(node, news);
        // Whichever way it went, there may be room for others now.
        doorbell.run();
    }

    @Override
    public void ended(AttemptReport report) {
        scheduler.report(report);
        settlementDoorbell.run();
    }
}
