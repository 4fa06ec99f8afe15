package org.souk.core.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.souk.core.cluster.AttemptKey;
import org.souk.core.cluster.Cluster;
import org.souk.core.cluster.Dispatch;
import org.souk.core.cluster.LiveAttempt;
import org.souk.core.cluster.NodeLink;
import org.souk.core.cluster.Progress;
import org.souk.core.node.Node;
import org.souk.core.node.NodeId;
import org.souk.core.node.NodeLoad;
import org.souk.core.node.NodeStore;
import org.souk.core.task.Attempt;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** {@link NodeSessions} by the live state and the scheduler. */
public final class SessionMarket implements NodeSessions {
    private final NodeStore nodes;
    private final TaskStore tasks;
    private final Cluster cluster;
    private final Scheduler scheduler;
    private final Transactions transactions;
    private final TaskListener listener;
    private final Runnable doorbell;
    private final Clock clock;
    private final Duration heartbeatEvery;
    private final Duration lease;

    public SessionMarket(
            NodeStore nodes,
            TaskStore tasks,
            Cluster cluster,
            Scheduler scheduler,
            Transactions transactions,
            TaskListener listener,
            Runnable doorbell,
            Clock clock,
            Duration heartbeatEvery,
            Duration lease) {
        this.nodes = nodes;
        this.tasks = tasks;
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.listener = listener;
        this.doorbell = doorbell;
        this.clock = clock;
        this.heartbeatEvery = heartbeatEvery;
        this.lease = lease;
    }

    @Override
    public Welcome open(NodeLink link, Hello hello) {
        Instant now = clock.instant();
        Node node = transactions.call(() -> {
            Node enrolled = nodes.lock(hello.node()).orElseThrow(() -> new NotFound("node", hello.node()));
            Node present = NodeMarket.changed(
                            enrolled.withHardware(hello.hardware()), hello.offer(), hello.availability())
                    .seenAt(now);
            nodes.save(present);
            return present;
        });
        cluster.connected(node, link, now).ifPresent(former -> former.close("another session of this node has begun"));
        cluster.renew(node.id(), hello.held(), now)
                .forEach(stranger -> link.cancel(stranger.task(), stranger.attempt(), "no longer this node's"));
        sendMissing(node.id(), link, hello.held());
        doorbell.run();
        return new Welcome(node, heartbeatEvery, lease);
    }

    /** An attempt whose hand-over was lost with the former session is handed over again. */
    private void sendMissing(NodeId node, NodeLink link, Collection<Progress> held) {
        Set<AttemptKey> known = held.stream().map(Progress::attempt).collect(Collectors.toSet());
        List<LiveAttempt> missing = cluster.attemptsOn(node).stream()
                .filter(attempt -> !known.contains(attempt.key()))
                .toList();
        for (LiveAttempt live : missing) {
            Optional<Task> found = transactions.call(() -> tasks.find(live.key().task()));
            found.filter(task -> task.isHeldBy(node, live.key().attempt())).ifPresent(task -> {
                Attempt attempt = task.current().orElseThrow();
                link.assign(new Dispatch(task.id(), task.buyer(), attempt, task.spec()));
                if (task.state() == TaskState.CANCELLING) {
                    link.cancel(task.id(), attempt.number(), "cancelled by the buyer");
                }
            });
        }
    }

    @Override
    public void closed(NodeId node, NodeLink link) {
        cluster.disconnected(node, link);
    }

    @Override
    public void heartbeat(NodeId node, NodeLoad load, Collection<Progress> held) {
        List<AttemptKey> strangers = cluster.heartbeat(node, load, held, clock.instant());
        cluster.link(node)
                .ifPresent(link -> strangers.forEach(
                        stranger -> link.cancel(stranger.task(), stranger.attempt(), "no longer this node's")));
    }

    @Override
    public boolean started(NodeId node, AttemptKey attempt) {
        boolean held = cluster.started(node, attempt, clock.instant());
        if (held) {
            scheduler.started(attempt);
            transactions
                    .call(() -> tasks.find(attempt.task()))
                    .ifPresent(task -> listener.changed(new TaskView(task, cluster.attempt(task.id()))));
        }
        return held;
    }

    @Override
    public void ended(AttemptReport report) {
        scheduler.report(report);
        doorbell.run();
    }
}
