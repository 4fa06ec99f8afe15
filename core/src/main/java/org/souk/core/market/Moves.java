package org.souk.core.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.souk.core.cluster.Cluster;
import org.souk.core.cluster.Dispatch;
import org.souk.core.cluster.Endpoint;
import org.souk.core.cluster.LiveAttempt;
import org.souk.core.cluster.MoveSight;
import org.souk.core.cluster.Mover;
import org.souk.core.cluster.NodeLink;
import org.souk.core.cluster.Progress;
import org.souk.core.cluster.Ticket;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MoveId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.ledger.Billing;
import org.souk.core.market.MoveNews.Departed;
import org.souk.core.market.MoveNews.Failed;
import org.souk.core.market.MoveNews.Prepared;
import org.souk.core.market.MoveNews.Restored;
import org.souk.core.migration.MoveRules;
import org.souk.core.migration.Passage;
import org.souk.core.migration.Passages;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.task.Attempt;
import org.souk.core.task.Move;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Bytes;
import org.souk.core.units.Fuel;
import org.souk.core.units.Resources;

/**
 * Carries moves through, from a plan to their commit or their end without one.
 *
 * <p>A task's row says which move is under way and, with the commit, who holds the attempt: nothing else decides. How far
 * the two nodes are is only remembered here; heartbeats say it again, so that it may be lost at any time.
 *
 * <p>Thread-safe; never called within a transaction.
 */
public final class Moves implements Passages {
    /** How often a snapshot may have all memory and files: whole, and as changes since. */
    private static final int COPIES = 3;

    /** What it may have beside them. */
    private static final Bytes EXTRA = Bytes.ofMebibytes(64);

    private final Cluster cluster;
    private final TaskStore tasks;
    private final Transactions transactions;
    private final Sightings sightings;
    private final TaskListener listener;
    private final Clock clock;
    private final MoveRules rules;
    private final Optional<Endpoint> relay;
    private final Map<MoveId, Stand> stands = new HashMap<>();

    Moves(
            Cluster cluster,
            TaskStore tasks,
            Transactions transactions,
            Sightings sightings,
            TaskListener listener,
            Clock clock,
            MoveRules rules,
            Optional<Endpoint> relay) {
        this.cluster = cluster;
        this.tasks = tasks;
        this.transactions = transactions;
        this.sightings = sightings;
        this.listener = listener;
        this.clock = clock;
        this.rules = rules;
        this.relay = relay;
    }

    /** How far the two nodes of a move are. */
    private static final class Stand {
        private final TaskId task;
        private final Move move;
        private boolean prepared;
        private Instant preparedAt;
        private Instant standsSince;
        private Departed departed;
        private Restored restored;

        private Stand(TaskId task, Move move) {
            this.task = task;
            this.move = move;
        }

        private void isPrepared(Instant now) {
            prepared = true;
            preparedAt = preparedAt == null ? now : preparedAt;
        }

        /** Its program stands, for which the target must have been ready. */
        private void stands(Instant now) {
            isPrepared(now);
            standsSince = standsSince == null ? now : standsSince;
        }
    }

    /** A move is written down: its target prepares. */
    synchronized void begun(Task task) {
        cluster.attempt(task.id())
                .filter(live -> live.move().isPresent())
                .ifPresent(live -> prepare(live, live.move().orElseThrow()));
    }

    private void prepare(LiveAttempt live, Move move) {
        stand(live.task().id(), move);
        to(
                move.target().node(),
                link -> link.prepareMove(Dispatch.of(live.task(), move.target()), ticket(live, move, false)));
    }

    private Stand stand(TaskId task, Move move) {
        return stands.computeIfAbsent(move.id(), id -> new Stand(task, move));
    }

    private Ticket ticket(LiveAttempt live, Move move, boolean forSource) {
        Optional<Endpoint> direct =
                forSource ? cluster.mover(move.target().node()).flatMap(Mover::direct) : Optional.empty();
        return new Ticket(move.id(), move.secret(), relay, direct, limit(live.task()));
    }

    private static Bytes limit(Task task) {
        Resources resources = task.spec().resources();
        return resources.ram().plus(resources.storage()).times(COPIES).plus(EXTRA);
    }

    /** Takes in what a node says of a move; what does not fit is answered with what holds. */
    synchronized void news(NodeId node, MoveNews news) {
        Optional<LiveAttempt> live = cluster.attempt(news.attempt().task());
        Optional<Move> move = live.flatMap(LiveAttempt::move).filter(m -> m.id().equals(news.move()));
        if (move.isEmpty()) {
            answer(node, news, live);
            return;
        }
        boolean source = isHeld(live.get(), node, news.attempt());
        boolean target = isTarget(live.get(), move.get(), node, news.attempt());
        if (news instanceof Failed failed) {
            if (source || target) {
                giveUp(live.get(), move.get(), failed.reason());
            }
        } else if (target && news instanceof Prepared) {
            prepared(live.get(), move.get());
        } else if (source && news instanceof Departed departed) {
            departed(live.get(), move.get(), departed);
        } else if (target && news instanceof Restored restored) {
            restored(live.get(), move.get(), restored);
        } else {
            to(node, link -> link.abortMove(news.move(), news.attempt()));
        }
    }

    private static boolean isHeld(LiveAttempt live, NodeId node, AttemptKey attempt) {
        return live.node().equals(node) && live.key().equals(attempt);
    }

    private static boolean isTarget(LiveAttempt live, Move move, NodeId node, AttemptKey attempt) {
        return move.target().node().equals(node) && attempt.equals(arriving(live, move));
    }

    private static AttemptKey arriving(LiveAttempt live, Move move) {
        return new AttemptKey(live.task().id(), move.target().number());
    }

    /** The move is not under way (any more): it was done, given up, or the task has gone another way. */
    private void answer(NodeId node, MoveNews news, Optional<LiveAttempt> live) {
        if (news instanceof Failed) {
            return;
        }
        boolean holds = live.filter(l -> isHeld(l, node, news.attempt())).isPresent();
        boolean source = news instanceof Departed;
        if (source && !holds) {
            to(node, link -> link.forgetMoved(news.move(), news.attempt()));
        } else if (!source && holds) {
            to(node, link -> link.startMoved(news.move(), news.attempt()));
        } else {
            to(node, link -> link.abortMove(news.move(), news.attempt()));
        }
    }

    private void prepared(LiveAttempt live, Move move) {
        Stand stand = stand(live.task().id(), move);
        stand.isPrepared(clock.instant());
        if (stand.departed == null) {
            depart(live, move);
        }
    }

    private void depart(LiveAttempt live, Move move) {
        to(live.node(), link -> link.departMove(live.key(), ticket(live, move, true)));
    }

    private void departed(LiveAttempt live, Move move, Departed departed) {
        Stand stand = stand(live.task().id(), move);
        stand.stands(clock.instant());
        stand.departed = departed;
        finish(live, move, stand);
    }

    private void restored(LiveAttempt live, Move move, Restored restored) {
        Stand stand = stand(live.task().id(), move);
        stand.stands(clock.instant());
        if (stand.restored == null) {
            stand.restored = restored;
        }
        finish(live, move, stand);
    }

    private void finish(LiveAttempt live, Move move, Stand stand) {
        if (stand.departed == null || stand.restored == null) {
            return;
        }
        if (stand.departed.at().equals(stand.restored.at())) {
            commit(live, move, stand);
        } else {
            giveUp(live, move, "the two nodes do not agree on where the program stands");
        }
    }

    private void commit(LiveAttempt live, Move move, Stand stand) {
        Instant now = clock.instant();
        Position said = stand.restored.at();
        Optional<Task> after = transactions.call(() -> underWay(live, move).map(row -> {
            Task seen = sightings.addedTo(row);
            Position at = seen.plausible(said, now);
            boolean sound = at.fuel().equals(said.fuel()) && isAffordable(seen, at, move.target());
            Task next = sound
                    ? seen.moved(at, stand.restored.snapshot(), Duration.between(stand.standsSince, now), now)
                    : row.notMoved("its budget, or its limits, do not cover the rest of its run there", now);
            return tasks.save(List.of(next)).get(0);
        }));
        boolean done =
                after.filter(task -> task.attempts() == move.target().number()).isPresent();
        if (!done) {
            over(live, move, after);
            return;
        }
        sightings.forget(live.key());
        stands.remove(move.id());
        cluster.assigned(after.get(), now);
        cluster.transferred(live.node(), move.target().node(), stand.restored.snapshot(), stand.restored.transfer());
        to(move.target().node(), link -> link.startMoved(move.id(), arriving(live, move)));
        to(live.node(), link -> link.forgetMoved(move.id(), live.key()));
        listener.changed(new TaskView(after.get(), cluster.attempt(after.get().id())));
    }

    /** The row, locked, if the move is under way in it. */
    private Optional<Task> underWay(LiveAttempt live, Move move) {
        return tasks.lock(List.of(live.task().id())).stream()
                .filter(row -> row.journey()
                        .move()
                        .filter(m -> m.id().equals(move.id()))
                        .isPresent())
                .filter(row -> row.isHeldBy(live.node(), live.key().attempt()))
                .findFirst();
    }

    /** Whether the limit that the target was told leaves the task within its budget. */
    private static boolean isAffordable(Task task, Position at, Attempt target) {
        List<Segment> done = new ArrayList<>(task.journey().segments());
        done.add(task.current().orElseThrow().until(at));
        Optional<Fuel> affordable = Billing.affordableFuel(task.spec(), done, at, target.tariff());
        return affordable
                .filter(most ->
                        target.fuelLimit().compareTo(most) <= 0 && at.fuel().compareTo(target.fuelLimit()) <= 0)
                .isPresent();
    }

    private void giveUp(LiveAttempt live, Move move, String why) {
        Instant now = clock.instant();
        Optional<Task> after = transactions.call(() -> underWay(live, move)
                .map(row -> tasks.save(List.of(row.notMoved(why, now))).get(0)));
        over(live, move, after);
    }

    /** @param after the row, if it was this that ended the move in it */
    private void over(LiveAttempt live, Move move, Optional<Task> after) {
        stands.remove(move.id());
        after.ifPresent(task -> cluster.assigned(task, clock.instant()));
        to(live.node(), link -> link.abortMove(move.id(), live.key()));
        to(move.target().node(), link -> link.abortMove(move.id(), arriving(live, move)));
        after.ifPresent(task -> listener.changed(new TaskView(task, cluster.attempt(task.id()))));
    }

    /** Compares what a node holds with the moves that it has a part in, and gives orders again that were lost. */
    synchronized void heard(NodeId node, Collection<Progress> held) {
        Set<AttemptKey> known = new HashSet<>();
        Set<MoveId> moves = new HashSet<>();
        for (Progress progress : held) {
            known.add(progress.attempt());
            progress.move().ifPresent(sight -> {
                moves.add(sight.move());
                seen(node, progress.attempt(), sight);
            });
        }
        for (LiveAttempt live : cluster.moving(node)) {
            Move move = live.move().orElseThrow();
            Stand stand = stand(live.task().id(), move);
            boolean tells = moves.contains(move.id());
            if (!tells && move.target().node().equals(node)) {
                again(live, move, stand);
            } else if (!tells && stand.prepared && known.contains(live.key())) {
                depart(live, move);
            }
        }
    }

    private void again(LiveAttempt live, Move move, Stand stand) {
        if (stand.prepared) {
            giveUp(live, move, "node " + move.target().node() + " has lost what it had prepared");
        } else {
            prepare(live, move);
        }
    }

    private void seen(NodeId node, AttemptKey attempt, MoveSight sight) {
        switch (sight.stage()) {
            case PREPARED -> news(node, new Prepared(sight.move(), attempt));
            case DEPARTED -> news(node, new Departed(sight.move(), attempt, sight.at(), sight.snapshot()));
            case RESTORED ->
                news(node, new Restored(sight.move(), attempt, sight.at(), sight.snapshot(), Duration.ZERO));
            case PREPARING, DEPARTING -> stopUnless(node, attempt, sight);
        }
    }

    /** A node that works for a move which is not under way is told so. */
    private void stopUnless(NodeId node, AttemptKey attempt, MoveSight sight) {
        Optional<LiveAttempt> live = cluster.attempt(attempt.task());
        boolean underWay = live.flatMap(LiveAttempt::move)
                .filter(move -> move.id().equals(sight.move()))
                .isPresent();
        boolean source = sight.stage() == MoveSight.Stage.DEPARTING;
        if (underWay) {
            return;
        }
        if (source && live.filter(l -> isHeld(l, node, attempt)).isEmpty()) {
            to(node, link -> link.forgetMoved(sight.move(), attempt));
        } else {
            to(node, link -> link.abortMove(sight.move(), attempt));
        }
    }

    /** A node's session has ended: it cannot become a target any more. A source may come back. */
    synchronized void left(NodeId node) {
        for (LiveAttempt live : cluster.moving(node)) {
            Move move = live.move().orElseThrow();
            if (move.target().node().equals(node)) {
                giveUp(live, move, "node " + node + " has left");
            }
        }
    }

    /** Gives up what takes too long, and forgets what is over. */
    synchronized void turn() {
        Instant now = clock.instant();
        Set<MoveId> underWay = new HashSet<>();
        for (LiveAttempt live : cluster.moving()) {
            Move move = live.move().orElseThrow();
            underWay.add(move.id());
            Stand stand = stand(live.task().id(), move);
            if (!until(move, stand).isAfter(now) && !takeOver(live)) {
                giveUp(
                        live,
                        move,
                        stand.prepared ? "its snapshot did not arrive in time" : "its target was not ready in time");
            }
        }
        stands.keySet().retainAll(underWay);
    }

    /** When it is given up: most is sent while the program runs, which may take as long as it took to get ready. */
    private Instant until(Move move, Stand stand) {
        if (stand.standsSince != null) {
            return stand.standsSince.plus(rules.departing());
        }
        return stand.prepared ? stand.preparedAt.plus(rules.preparing()) : move.until();
    }

    /**
     * A node is there without an attempt that it should hold. Has it departed already, the move goes on without the node.
     * Else the move is given up before the attempt is handed over again: the target may have a snapshot of the copy that
     * was lost, of which the market was not told, and would be a second one beside that which begins now.
     *
     * @return false when the attempt has to be handed over again
     */
    synchronized boolean goesOnWithoutSource(LiveAttempt live) {
        Move move = live.move().orElse(null);
        if (move == null) {
            return false;
        }
        Stand stand = stand(live.task().id(), move);
        if (stand.departed == null && stand.restored == null) {
            giveUp(live, move, "node " + live.node() + " has lost the task and begins it again");
            return false;
        }
        if (stand.restored != null) {
            takeOver(live, stand);
        }
        return true;
    }

    /**
     * Lets the target take over what its source can no longer confirm, because it is gone: the snapshot was authentic, and
     * says no less than the source said last.
     *
     * @return whether it has
     */
    synchronized boolean takeOver(LiveAttempt live) {
        Stand stand = live.move().map(move -> stands.get(move.id())).orElse(null);
        boolean sourceIsGone =
                cluster.link(live.node()).isEmpty() || !live.leaseUntil().isAfter(clock.instant());
        return stand != null && stand.restored != null && sourceIsGone && takeOver(live, stand);
    }

    private boolean takeOver(LiveAttempt live, Stand stand) {
        if (stand.restored.at().fuel().compareTo(live.fuel()) < 0) {
            return false;
        }
        commit(live, stand.move, stand);
        return cluster.attempt(live.task().id())
                .filter(now -> now.node().equals(stand.move.target().node()))
                .isPresent();
    }

    /** Somebody else has changed a task: if that ended its move, the target is told. */
    synchronized void changed(Task task) {
        List<Stand> ended = stands.values().stream()
                .filter(stand -> stand.task.equals(task.id()))
                .filter(stand -> task.journey()
                        .move()
                        .filter(move -> move.id().equals(stand.move.id()))
                        .isEmpty())
                .toList();
        for (Stand stand : ended) {
            stands.remove(stand.move.id());
            Attempt target = stand.move.target();
            to(target.node(), link -> link.abortMove(stand.move.id(), new AttemptKey(task.id(), target.number())));
        }
    }

    @Override
    public Optional<Passage> of(MoveId id, String secret, NodeId caller) {
        return cluster.moving().stream()
                .filter(live -> live.move().orElseThrow().id().equals(id))
                .findFirst()
                .flatMap(live -> passage(live, live.move().orElseThrow(), secret, caller));
    }

    private Optional<Passage> passage(LiveAttempt live, Move move, String secret, NodeId caller) {
        boolean source = live.node().equals(caller);
        boolean target = move.target().node().equals(caller);
        boolean right = MessageDigest.isEqual(
                move.secret().getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
        if (!right || !source && !target || live.task().state() == TaskState.CANCELLING) {
            return Optional.empty();
        }
        return Optional.of(new Passage(
                move.id(),
                source ? Passage.Role.SOURCE : Passage.Role.TARGET,
                limit(live.task()),
                move.until().plus(rules.preparing()).plus(rules.departing())));
    }

    private void to(NodeId node, Consumer<NodeLink> order) {
        cluster.link(node).ifPresent(order);
    }
}
