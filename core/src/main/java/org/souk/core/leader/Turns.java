package org.souk.core.leader;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.souk.core.common.MarketClock;
import org.souk.core.live.Follower;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.planning.MigrationCoordinator;
import org.souk.core.planning.Scheduler;
import org.souk.core.settlement.Settler;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;

/**
 * The turns of the leader's two threads: one plans, one ends leases and settles, so that neither waits for the other.
 *
 * <p>A market that has stood still itself, because its machine was paused or the database was away, cannot know what the
 * nodes did meanwhile: after a gap between its turns it gives every lease anew, and ends no lease, no move and no long wait
 * until time has gone on normally for as long as a lease. A deadline that has passed ends its task all the same.
 */
public final class Turns {
    private static final Logger LOG = System.getLogger(Turns.class.getName());

    private final LiveState live;
    private final Follower follower;
    private final Scheduler scheduler;
    private final MigrationCoordinator migrations;
    private final HandOvers handOvers;
    private final Settler settler;
    private final Pace pace;

    private volatile boolean open;

    public Turns(
            LiveState live,
            Follower follower,
            Scheduler scheduler,
            MigrationCoordinator migrations,
            HandOvers handOvers,
            Settler settler,
            Pace pace) {
        this.live = live;
        this.follower = follower;
        this.scheduler = scheduler;
        this.migrations = migrations;
        this.handOvers = handOvers;
        this.settler = settler;
        this.pace = pace;
    }

    /**
     * Agents can reach the market from now on. Until then no lease runs out: a market that takes long to start must not
     * cost anybody a task.
     */
    public void open() {
        live.renewAll();
        open = true;
    }

    /** Whether agents can reach the market. */
    public boolean isOpen() {
        return open;
    }

    /** Whether what cannot be undone may be done because of the time: agents can reach the market, and it has not stood still. */
    public boolean isSteady() {
        return open && pace.isSteady();
    }

    /** Follows the database, plans, and carries the plan out. */
    public void plan() {
        follower.follow();
        handOvers.deliver();
        if (isSteady()) {
            migrations.turn();
        }
        scheduler.plan();
    }

    /** Settles what was reported, and then ends the leases that have run out: who has reported the end was there. */
    public void settle() {
        beat();
        settler.settleReports();
        if (isSteady()) {
            expire(live.expired());
        }
    }

    /** Notes that the market is running; if it has stood still since the last time, every lease begins anew. */
    public void beat() {
        if (pace.next()) {
            LOG.log(Level.WARNING, "the market has stood still; every lease begins anew");
            live.renewAll();
        }
    }

    private void expire(List<LiveAttempt> expired) {
        List<AttemptReport> reports = expired.stream()
                .filter(attempt -> !migrations.takeOver(attempt))
                .map(Turns::expiry)
                .toList();
        if (!reports.isEmpty()) {
            settler.settle(reports);
        }
    }

    private static AttemptReport expiry(LiveAttempt attempt) {
        return new AttemptReport(
                attempt.id(),
                attempt.key().attempt(),
                attempt.node(),
                Ending.without(EndReason.LEASE_EXPIRED, "node " + attempt.node() + " was not seen"));
    }

    /**
     * Notices that turns did not follow each other as they should. Thread-safe.
     */
    public static final class Pace {
        private final MarketClock clock;
        private final Duration lease;
        private Duration last;
        private Duration steadyFrom = Duration.ZERO;

        /** @param lease half of it without a turn is a gap, and so long it takes after one until time counts again */
        public Pace(MarketClock clock, Duration lease) {
            this.clock = clock;
            this.lease = lease;
        }

        /** @return true when there was a gap since the last turn */
        synchronized boolean next() {
            Duration now = clock.uptime();
            boolean gap = last != null && now.minus(last).compareTo(lease.dividedBy(2)) > 0;
            last = now;
            if (gap) {
                steadyFrom = now.plus(lease);
            }
            return gap;
        }

        synchronized boolean isSteady() {
            return clock.uptime().compareTo(steadyFrom) >= 0;
        }
    }
}
