package org.souk.core.planning;

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
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MarketClock;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.events.TaskNews;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.MigrationProgress;
import org.souk.core.link.MigrationReport;
import org.souk.core.link.MigrationReport.Departed;
import org.souk.core.link.MigrationReport.Failed;
import org.souk.core.link.MigrationReport.Prepared;
import org.souk.core.link.MigrationReport.Restored;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.migration.MigrationRules;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.Task;

/**
 * Carries migrations through, from a plan to their commit or their end without one.
 *
 * <p>A task's row says which move is under way and, with the commit, who holds the attempt: nothing else decides. How far
 * the two nodes are is only remembered here; heartbeats say it again, so that it may be lost at any time.
 *
 * <p>Thread-safe; never called within a transaction. What the nodes say is weighed under a lock, which a heartbeat needs; what
 * follows from it is written down after that, by one thread for each move.
 */
public final class MigrationCoordinator {
    private final LiveState live;
    private final HandOver handOver;
    private final MigrationOrders orders;
    private final MigrationEndings endings;
    private final MarketClock clock;
    private final MigrationRules rules;
    /** By the moves that are under way; also the lock. */
    private final Map<MigrationId, MigrationState> states = new HashMap<>();

    public MigrationCoordinator(
            LiveState live,
            HandOver handOver,
            LiveTransferGrants passages,
            TaskNews news,
            MarketClock clock,
            MigrationRules rules) {
        this.live = live;
        this.handOver = handOver;
        this.orders = new MigrationOrders(live, passages);
        this.endings = new MigrationEndings(live, handOver, orders, news, clock, states);
        this.clock = clock;
        this.rules = rules;
        news.tellAlso(this::changed);
    }

    /** A move is written down: its target prepares. */
    void begun(Task task) {
        live.attempt(task.id()).ifPresent(attempt -> attempt.move().ifPresent(move -> prepare(attempt, move, task)));
    }

    private void prepare(LiveAttempt attempt, OngoingMigration move, Task row) {
        synchronized (states) {
            state(attempt, move);
        }
        orders.prepare(attempt, move, row);
    }

    private MigrationState state(LiveAttempt attempt, OngoingMigration move) {
        return states.computeIfAbsent(move.id(), id -> new MigrationState(attempt.id(), move));
    }

    /** Takes in what a node says of a move; what does not fit is answered with what holds. */
    public void heard(NodeId node, MigrationReport said) {
        List<MigrationEndings.Step> steps = new ArrayList<>();
        synchronized (states) {
            weigh(node, said, steps);
        }
        steps.forEach(MigrationEndings.Step::take);
    }

    private void weigh(NodeId node, MigrationReport said, List<MigrationEndings.Step> steps) {
        Optional<LiveAttempt> attempt = live.attempt(said.attempt().task());
        Optional<OngoingMigration> move = attempt.flatMap(LiveAttempt::move).filter(m -> m.id().equals(said.move()));
        if (move.isEmpty()) {
            orders.answer(node, said, attempt);
            return;
        }
        boolean source = MigrationOrders.isHeld(attempt.get(), node, said.attempt());
        boolean target = MigrationOrders.isTarget(attempt.get(), move.get(), node, said.attempt());
        boolean fits = said.by(new MigrationReport.Listener() {
            @Override
            public boolean prepared(Prepared prepared) {
                return target && MigrationCoordinator.this.prepared(attempt.get(), move.get());
            }

            @Override
            public boolean departed(Departed departed) {
                return source && MigrationCoordinator.this.departed(attempt.get(), move.get(), departed, steps);
            }

            @Override
            public boolean restored(Restored restored) {
                return target && MigrationCoordinator.this.restored(attempt.get(), move.get(), restored, steps);
            }

            @Override
            public boolean failed(Failed failed) {
                if (source || target) {
                    giveUp(attempt.get(), move.get(), failed.reason(), steps);
                }
                return true;
            }
        });
        if (!fits) {
            orders.refuse(node, said);
        }
    }

    private boolean prepared(LiveAttempt attempt, OngoingMigration move) {
        MigrationState state = state(attempt, move);
        state.isPrepared(clock.instant());
        if (state.departed().isEmpty()) {
            orders.depart(attempt, move);
        }
        return true;
    }

    private boolean departed(
            LiveAttempt attempt, OngoingMigration move, Departed departed, List<MigrationEndings.Step> steps) {
        MigrationState state = state(attempt, move);
        state.has(departed, clock.instant());
        finish(attempt, move, state, steps);
        return true;
    }

    private boolean restored(
            LiveAttempt attempt, OngoingMigration move, Restored restored, List<MigrationEndings.Step> steps) {
        MigrationState state = state(attempt, move);
        state.has(restored, clock.instant());
        finish(attempt, move, state, steps);
        return true;
    }

    private void finish(
            LiveAttempt attempt, OngoingMigration move, MigrationState state, List<MigrationEndings.Step> steps) {
        if (state.departed().isEmpty() || state.restored().isEmpty()) {
            return;
        }
        if (state.departed().get().at().equals(state.restored().get().at())) {
            commit(attempt, move, state, steps);
        } else {
            giveUp(attempt, move, "the two nodes do not agree on where the program stands", steps);
        }
    }

    private void commit(
            LiveAttempt attempt, OngoingMigration move, MigrationState state, List<MigrationEndings.Step> steps) {
        if (state.claim()) {
            steps.add(() -> endings.released(state, () -> endings.commit(attempt, move, state)));
        }
    }

    private void giveUp(LiveAttempt attempt, OngoingMigration move, String why, List<MigrationEndings.Step> steps) {
        MigrationState state = state(attempt, move);
        if (state.claim()) {
            steps.add(() -> endings.released(state, () -> endings.giveUp(attempt, move, why)));
        }
    }

    /** Compares what a node holds with the moves that it has a part in, and gives orders again that were lost. */
    public void heard(NodeId node, Collection<AttemptProgress> held) {
        List<LiveAttempt> moving = live.moving(node);
        if (moving.isEmpty()
                && held.stream().allMatch(progress -> progress.move().isEmpty())) {
            return;
        }
        List<MigrationEndings.Step> steps = new ArrayList<>();
        synchronized (states) {
            Set<AttemptKey> known = new HashSet<>();
            Set<MigrationId> moves = new HashSet<>();
            for (AttemptProgress progress : held) {
                known.add(progress.attempt());
                progress.move().ifPresent(sight -> {
                    moves.add(sight.move());
                    seen(node, progress.attempt(), sight, steps);
                });
            }
            for (LiveAttempt attempt : moving) {
                OngoingMigration move = attempt.move().orElseThrow();
                MigrationState state = state(attempt, move);
                boolean tells = moves.contains(move.id());
                if (!tells && move.target().node().equals(node)) {
                    again(attempt, move, state, steps);
                } else if (!tells && state.prepared() && known.contains(attempt.key())) {
                    orders.depart(attempt, move);
                }
            }
        }
        steps.forEach(MigrationEndings.Step::take);
    }

    private void again(
            LiveAttempt attempt, OngoingMigration move, MigrationState state, List<MigrationEndings.Step> steps) {
        if (state.prepared()) {
            giveUp(attempt, move, "node " + move.target().node() + " has lost what it had prepared", steps);
        } else {
            steps.add(() -> {
                handOver.row(attempt.id()).ifPresent(row -> prepare(attempt, move, row));
                return false;
            });
        }
    }

    private void seen(NodeId node, AttemptKey attempt, MigrationProgress sight, List<MigrationEndings.Step> steps) {
        switch (sight.stage()) {
            case PREPARED -> weigh(node, new Prepared(sight.move(), attempt), steps);
            case DEPARTED -> weigh(node, new Departed(sight.move(), attempt, sight.at(), sight.snapshot()), steps);
            case RESTORED ->
                weigh(node, new Restored(sight.move(), attempt, sight.at(), sight.snapshot(), Duration.ZERO), steps);
            case PREPARING, DEPARTING -> orders.stopUnlessUnderWay(node, attempt, sight);
        }
    }

    /** A node's session has ended: it cannot become a target any more. A source may come back. */
    public void left(NodeId node) {
        List<MigrationEndings.Step> steps = new ArrayList<>();
        synchronized (states) {
            for (LiveAttempt attempt : live.moving(node)) {
                OngoingMigration move = attempt.move().orElseThrow();
                if (move.target().node().equals(node)) {
                    giveUp(attempt, move, "node " + node + " has left", steps);
                }
            }
        }
        steps.forEach(MigrationEndings.Step::take);
    }

    /** Gives up what takes too long, and forgets what is over. */
    public void turn() {
        Instant now = clock.instant();
        List<LiveAttempt> late = new ArrayList<>();
        synchronized (states) {
            Set<MigrationId> underWay = new HashSet<>();
            for (LiveAttempt attempt : live.moving()) {
                OngoingMigration move = attempt.move().orElseThrow();
                underWay.add(move.id());
                if (!state(attempt, move).until(rules).isAfter(now)) {
                    late.add(attempt);
                }
            }
            states.keySet().retainAll(underWay);
        }
        late.stream().filter(attempt -> !takeOver(attempt)).forEach(this::giveUpLate);
    }

    private void giveUpLate(LiveAttempt attempt) {
        List<MigrationEndings.Step> steps = new ArrayList<>();
        synchronized (states) {
            OngoingMigration move = attempt.move().orElseThrow();
            boolean prepared = state(attempt, move).prepared();
            giveUp(
                    attempt,
                    move,
                    prepared ? "its snapshot did not arrive in time" : "its target was not ready in time",
                    steps);
        }
        steps.forEach(MigrationEndings.Step::take);
    }

    /**
     * A node is there without an attempt that it should hold. Has it departed already, the move goes on without the node.
     * Else the move is given up before the attempt is handed over again: the target may have a snapshot of the copy that
     * was lost, of which the market was not told, and would be a second one beside that which begins now.
     *
     * @return false when the attempt has to be handed over again
     */
    public boolean goesOnWithoutSource(LiveAttempt attempt) {
        OngoingMigration move = attempt.move().orElse(null);
        if (move == null) {
            return false;
        }
        List<MigrationEndings.Step> steps = new ArrayList<>();
        boolean goesOn;
        synchronized (states) {
            MigrationState state = state(attempt, move);
            goesOn = state.departed().isPresent() || state.restored().isPresent();
            if (!goesOn) {
                giveUp(attempt, move, "node " + attempt.node() + " has lost the task and begins it again", steps);
            } else if (isAhead(state, attempt)) {
                commit(attempt, move, state, steps);
            }
        }
        steps.forEach(MigrationEndings.Step::take);
        return goesOn;
    }

    /**
     * Lets the target take over what its source can no longer confirm, because it is gone: the snapshot was authentic, and
     * says no less than the source said last.
     *
     * @return whether it has
     */
    public boolean takeOver(LiveAttempt attempt) {
        List<MigrationEndings.Step> steps = new ArrayList<>();
        synchronized (states) {
            MigrationState state =
                    attempt.move().map(move -> states.get(move.id())).orElse(null);
            boolean sourceIsGone =
                    live.link(attempt.node()).isEmpty() || attempt.leaseUntil().compareTo(clock.uptime()) <= 0;
            if (state != null && sourceIsGone && isAhead(state, attempt)) {
                commit(attempt, state.move(), state, steps);
            }
        }
        return steps.stream().anyMatch(MigrationEndings.Step::take);
    }

    /** Whether the target has a program that is as far as the source said, or farther. */
    private static boolean isAhead(MigrationState state, LiveAttempt attempt) {
        return state.restored()
                .filter(restored -> restored.at().fuel().compareTo(attempt.fuel()) >= 0)
                .isPresent();
    }

    /** A task has changed: if that ended its move, the target is told. */
    private void changed(Task task) {
        Optional<MigrationId> underWay = task.journey().move().map(OngoingMigration::id);
        synchronized (states) {
            List<MigrationState> ended = states.values().stream()
                    .filter(state -> state.task().equals(task.id()))
                    .filter(state -> !underWay.equals(Optional.of(state.move().id())))
                    .toList();
            for (MigrationState state : ended) {
                states.remove(state.move().id());
                orders.dropTarget(task, state.move());
            }
        }
    }
}
