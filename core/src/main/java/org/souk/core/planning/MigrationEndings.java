package org.souk.core.planning;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.MarketClock;
import org.souk.core.common.MigrationId;
import org.souk.core.events.TaskNews;
import org.souk.core.link.MigrationReport.Restored;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.Task;

/** How a move ends: by its commit, or without one. What is read and written down here is so outside of any lock. */
final class MigrationEndings {
    private final LiveState live;
    private final HandOver handOver;
    private final MigrationOrders orders;
    private final TaskNews news;
    private final MarketClock clock;
    private final Map<MigrationId, MigrationState> states;

    /** @param states of the moves under way, which are their own lock; those of moves that are over are taken out */
    MigrationEndings(
            LiveState live,
            HandOver handOver,
            MigrationOrders orders,
            TaskNews news,
            MarketClock clock,
            Map<MigrationId, MigrationState> states) {
        this.live = live;
        this.handOver = handOver;
        this.orders = orders;
        this.news = news;
        this.clock = clock;
        this.states = states;
    }

    /** What has to be written down or read, outside of the lock. */
    interface Step {
        /** @return true when the target has taken over */
        boolean take();
    }

    /** Whatever becomes of a step, the next one may be taken. */
    boolean released(MigrationState state, Step step) {
        try {
            return step.take();
        } finally {
            synchronized (states) {
                state.release();
            }
        }
    }

    /** @return false: its source keeps the attempt */
    boolean giveUp(LiveAttempt attempt, OngoingMigration move, String why) {
        over(attempt, move, handOver.giveUp(attempt, move, why));
        return false;
    }

    /** @return whether the target has taken over */
    boolean commit(LiveAttempt attempt, OngoingMigration move, MigrationState state) {
        Restored restored = state.restored().orElseThrow();
        Duration stoodStill = Duration.between(state.standsSince().orElseThrow(), clock.instant());
        Optional<Task> after = handOver.commit(attempt, move, restored, stoodStill);
        boolean done =
                after.filter(task -> task.attempts() == move.target().number()).isPresent();
        if (!done) {
            over(attempt, move, after);
            return false;
        }
        synchronized (states) {
            states.remove(move.id());
        }
        news.stored(after.get());
        live.delivered(MigrationOrders.arriving(attempt, move));
        live.transferred(attempt.node(), move.target().node(), restored.snapshot(), restored.transfer());
        orders.handOver(attempt, move);
        return true;
    }

    /** @param after the row, if it was this that ended the move in it */
    private void over(LiveAttempt attempt, OngoingMigration move, Optional<Task> after) {
        synchronized (states) {
            states.remove(move.id());
        }
        orders.giveUp(attempt, move);
        after.ifPresent(news::stored);
    }
}
