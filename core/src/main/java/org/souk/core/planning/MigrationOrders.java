package org.souk.core.planning;

import java.util.Optional;
import java.util.function.Consumer;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.link.Dispatch;
import org.souk.core.link.MigrationProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.MigrationReport.Departed;
import org.souk.core.link.MigrationReport.Failed;
import org.souk.core.link.NodeLink;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.Task;

/** What the nodes of a move are told. Every order may be repeated. */
final class MigrationOrders {
    private final LiveState live;
    private final LiveTransferGrants passages;

    MigrationOrders(LiveState live, LiveTransferGrants passages) {
        this.live = live;
        this.passages = passages;
    }

    static boolean isHeld(LiveAttempt attempt, NodeId node, AttemptKey key) {
        return attempt.node().equals(node) && attempt.key().equals(key);
    }

    static boolean isTarget(LiveAttempt attempt, OngoingMigration move, NodeId node, AttemptKey key) {
        return move.target().node().equals(node) && key.equals(arriving(attempt, move));
    }

    static AttemptKey arriving(LiveAttempt attempt, OngoingMigration move) {
        return new AttemptKey(attempt.id(), move.target().number());
    }

    /** The target fetches what it needs, without running it. */
    void prepare(LiveAttempt attempt, OngoingMigration move, Task row) {
        to(
                move.target().node(),
                link -> link.prepareMove(Dispatch.of(row, move.target()), passages.forTarget(attempt, move)));
    }

    /** The source sends its snapshot. */
    void depart(LiveAttempt attempt, OngoingMigration move) {
        to(attempt.node(), link -> link.departMove(attempt.key(), passages.forSource(attempt, move)));
    }

    /** The target runs the attempt from now on, and the source drops it. */
    void handOver(LiveAttempt attempt, OngoingMigration move) {
        to(move.target().node(), link -> link.startMoved(move.id(), arriving(attempt, move)));
        to(attempt.node(), link -> link.forgetMoved(move.id(), attempt.key()));
    }

    /** The source's attempt goes on, the target's is dropped. */
    void giveUp(LiveAttempt attempt, OngoingMigration move) {
        to(attempt.node(), link -> link.abortMove(move.id(), attempt.key()));
        to(move.target().node(), link -> link.abortMove(move.id(), arriving(attempt, move)));
    }

    /** The target drops what it has for a move that is over, unless the attempt is its own now. */
    void dropTarget(Task task, OngoingMigration move) {
        AttemptKey arriving = new AttemptKey(task.id(), move.target().number());
        if (!task.isHeldBy(move.target().node(), move.target().number())) {
            to(move.target().node(), link -> link.abortMove(move.id(), arriving));
        }
    }

    /** What a node said does not fit. */
    void refuse(NodeId node, MigrationReport said) {
        to(node, link -> link.abortMove(said.move(), said.attempt()));
    }

    /** The move is not under way (any more): it was done, given up, or the task has gone another way. */
    void answer(NodeId node, MigrationReport said, Optional<LiveAttempt> attempt) {
        if (said instanceof Failed) {
            return;
        }
        boolean holds = attempt.filter(l -> isHeld(l, node, said.attempt())).isPresent();
        boolean source = said instanceof Departed;
        if (source && !holds) {
            to(node, link -> link.forgetMoved(said.move(), said.attempt()));
        } else if (!source && holds) {
            to(node, link -> link.startMoved(said.move(), said.attempt()));
        } else {
            to(node, link -> link.abortMove(said.move(), said.attempt()));
        }
    }

    /** A node that works for a move which is not under way is told so. */
    void stopUnlessUnderWay(NodeId node, AttemptKey attempt, MigrationProgress sight) {
        Optional<LiveAttempt> known = live.attempt(attempt.task());
        boolean underWay = known.flatMap(LiveAttempt::move)
                .filter(move -> move.id().equals(sight.move()))
                .isPresent();
        boolean source = sight.stage() == MigrationProgress.Stage.DEPARTING;
        if (underWay) {
            return;
        }
        if (source && known.filter(l -> isHeld(l, node, attempt)).isEmpty()) {
            to(node, link -> link.forgetMoved(sight.move(), attempt));
        } else {
            to(node, link -> link.abortMove(sight.move(), attempt));
        }
    }

    private void to(NodeId node, Consumer<NodeLink> order) {
        live.link(node).ifPresent(order);
    }
}
