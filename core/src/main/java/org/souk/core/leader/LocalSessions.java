package org.souk.core.leader;

import java.util.Collection;
import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.link.Orders;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.planning.MigrationCoordinator;
import org.souk.core.pricing.Position;
import org.souk.core.settlement.LivenessWriter;
import org.souk.core.settlement.Settler;
import org.souk.core.task.AttemptReport;
import org.souk.core.units.Bytes;

/** {@link SessionLeader} in the same process. */
public final class LocalSessions implements SessionLeader {
    private static final String UNWANTED = "cancelled, or no longer this node's";

    private final LiveState live;
    private final MigrationCoordinator migrations;
    private final HandOvers handOvers;
    private final Settler settler;
    private final LivenessWriter liveness;
    private final Doorbells doorbells;
    private final MarketClock clock;

    public LocalSessions(
            LiveState live,
            MigrationCoordinator migrations,
            HandOvers handOvers,
            Settler settler,
            LivenessWriter liveness,
            Doorbells doorbells,
            MarketClock clock) {
        this.live = live;
        this.migrations = migrations;
        this.handOvers = handOvers;
        this.settler = settler;
        this.liveness = liveness;
        this.doorbells = doorbells;
        this.clock = clock;
    }

    @Override
    public void opened(Node node, NodeLink link, Optional<Mover> mover, Collection<AttemptProgress> held) {
        NodeId id = node.id();
        live.connected(node, link, mover, clock.instant())
                .ifPresent(former -> former.close("another session of this node has begun"));
        tell(link, live.renew(id, held, clock.instant()));
        noteStanding(id, held);
        migrations.heard(id, held);
        handOvers.again(id, link, held);
        doorbells.planning();
    }

    private static void tell(NodeLink link, Orders orders) {
        orders.sendTo(link, UNWANTED);
    }

    @Override
    public void closed(NodeId node, NodeLink link) {
        boolean current = live.link(node).filter(l -> l == link).isPresent();
        live.disconnected(node, link);
        if (current) {
            migrations.left(node);
        }
    }

    @Override
    public void heartbeat(NodeId node, NodeLoad load, Collection<AttemptProgress> held) {
        Orders orders = live.heartbeat(node, load, held, clock.instant());
        noteStanding(node, held);
        live.link(node).ifPresent(link -> tell(link, orders));
        migrations.heard(node, held);
    }

    @Override
    public Optional<Node> find(NodeId node) {
        return live.node(node);
    }

    private void noteStanding(NodeId node, Collection<AttemptProgress> held) {
        held.stream().filter(AttemptProgress::suspended).forEach(progress -> standing(node, progress.attempt()));
    }

    private Optional<LiveAttempt> standing(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> held = live.standing(node, attempt, clock.instant());
        held.filter(LiveAttempt::isSuspended).ifPresent(standing -> liveness.standing(attempt));
        return held;
    }

    @Override
    public boolean started(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> running = live.started(node, attempt, clock.instant());
        running.ifPresent(held -> liveness.started(attempt));
        return running.isPresent();
    }

    @Override
    public boolean suspended(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> held = standing(node, attempt);
        if (held.filter(a -> !a.isSuspended()).isPresent()) {
            // It was resumed meanwhile, and that order may have crossed this word.
            live.link(node).ifPresent(link -> link.resume(attempt.task(), attempt.attempt()));
        }
        return held.isPresent();
    }

    @Override
    public boolean resumed(NodeId node, AttemptKey attempt) {
        Optional<LiveAttempt> held = live.attempt(attempt.task())
                .filter(a -> a.key().equals(attempt) && a.node().equals(node));
        if (held.filter(LiveAttempt::isSuspended).isPresent()) {
            // It was suspended again meanwhile, likewise.
            live.link(node).ifPresent(link -> link.suspend(attempt.task(), attempt.attempt()));
        }
        return held.isPresent();
    }

    @Override
    public boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position at) {
        return liveness.checkpointed(node, attempt, content, size, at);
    }

    @Override
    public void moved(NodeId node, MigrationReport news) {
        migrations.heard(node, news);
        // Whichever way it went, there may be room for others now.
        doorbells.planning();
    }

    @Override
    public void report(AttemptReport report) {
        settler.report(report);
        doorbells.settling();
    }
}
