package org.souk.core.leader;

import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Dispatch;
import org.souk.core.link.NodeLink;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.planning.MigrationCoordinator;
import org.souk.core.settlement.LivenessWriter;
import org.souk.core.settlement.Settler;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;

/** Hands attempts over whose nodes never got them, or have lost them. */
public final class HandOvers {
    private final LiveState live;
    private final MigrationCoordinator migrations;
    private final LivenessWriter rows;
    private final Settler settler;
    private final Doorbells doorbells;

    public HandOvers(
            LiveState live,
            MigrationCoordinator migrations,
            LivenessWriter rows,
            Settler settler,
            Doorbells doorbells) {
        this.live = live;
        this.migrations = migrations;
        this.rows = rows;
        this.settler = settler;
        this.doorbells = doorbells;
    }

    /** An agent that has opened a session holds these: what it should hold beside them is handed over again. */
    void again(NodeId node, NodeLink link, Collection<AttemptProgress> held) {
        Set<AttemptKey> known = held.stream().map(AttemptProgress::attempt).collect(Collectors.toSet());
        live.attemptsOn(node).stream()
                .filter(attempt -> !known.contains(attempt.key()))
                .filter(attempt -> !migrations.goesOnWithoutSource(attempt))
                .forEach(attempt -> again(attempt, link));
    }

    private void again(LiveAttempt attempt, NodeLink link) {
        if (attempt.task().progress().canBeginAgain()) {
            send(attempt, link);
            return;
        }
        settler.report(new AttemptReport(
                attempt.id(),
                attempt.key().attempt(),
                attempt.node(),
                Ending.without(EndReason.NODE_FAULT, "the node has lost what had been moved to it")));
        doorbells.settling();
    }

    private void send(LiveAttempt attempt, NodeLink link) {
        live.delivered(attempt.key());
        Task row = rows.read(attempt.id())
                .filter(task -> task.isHeldBy(attempt.node(), attempt.key().attempt()))
                .orElse(null);
        if (row != null) {
            link.assign(Dispatch.of(row));
            if (attempt.isSuspended()) {
                link.suspend(row.id(), attempt.key().attempt());
            }
        }
    }

    /** Hands over what was stored by somebody who could not tell the node. A node without a session is told when it comes. */
    void deliver() {
        for (AttemptKey key : live.undelivered()) {
            live.attempt(key.task())
                    .filter(attempt -> attempt.key().equals(key))
                    .ifPresent(attempt -> live.link(attempt.node()).ifPresent(link -> send(attempt, link)));
            live.delivered(key);
        }
    }
}
