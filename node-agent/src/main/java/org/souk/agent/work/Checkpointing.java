package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.souk.client.content.MarketContent;
import org.souk.protocol.node.AgentFrame.Checkpointed;
import org.souk.protocol.rest.StoredFile;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;

/** Stores snapshots of running attempts with the market now and then, so that a lost node costs little of their work. */
final class Checkpointing {
    private static final System.Logger LOG = System.getLogger(Checkpointing.class.getName());
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final ScheduledExecutorService clock;
    private final Executor threads;
    private final MarketContent market;
    private final Outbox outbox;
    private final Supplier<Duration> meanUptime;

    /**
     * @param clock only starts what is due
     * @param threads do the work
     */
    Checkpointing(
            ScheduledExecutorService clock,
            Executor threads,
            MarketContent market,
            Outbox outbox,
            Supplier<Duration> meanUptime) {
        this.clock = clock;
        this.threads = threads;
        this.market = market;
        this.outbox = outbox;
        this.meanUptime = meanUptime;
    }

    /** Looks after an attempt from now on until its program has ended. */
    void follow(Attempt attempt) {
        new Follower(attempt).next(LOOK_AGAIN);
    }

    private CheckpointInterval interval() {
        return new CheckpointInterval(meanUptime.get());
    }

    private final class Follower {
        private final Attempt attempt;
        private final long began = System.nanoTime();
        private boolean stored;
        private int failures;

        private Follower(Attempt attempt) {
            this.attempt = attempt;
        }

        private void next(Duration after) {
            if (!clock.isShutdown()) {
                var unused = clock.schedule(() -> threads.execute(this::look), after.toMillis(), TimeUnit.MILLISECONDS);
            }
        }

        private void look() {
            if (!attempt.isUnderWay()) {
                return;
            }
            if (!attempt.canBeSnapshotted() || !isDue()) {
                next(LOOK_AGAIN);
                return;
            }
            try {
                next(interval().after(store()));
                failures = 0;
            } catch (IOException | ExecutionException | RuntimeException e) {
                failed(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private boolean isDue() {
            Duration first = interval().first(attempt.held().memoryBytes());
            return stored || System.nanoTime() - began >= first.toNanos();
        }

        /** @return what it cost */
        private Duration store() throws IOException, InterruptedException, ExecutionException {
            Path file = attempt.checkpointFile();
            SnapshotResult.Taken taken =
                    attempt.checkpoint(SnapshotOrder.to(file).changesOnly()).get();
            long uploads = System.nanoTime();
            StoredFile kept = market.upload(file);
            stored = true;
            outbox.send(new Checkpointed(
                    attempt.id().task(),
                    attempt.id().number(),
                    kept.cid(),
                    kept.bytes(),
                    taken.fuel(),
                    taken.wall().toMillis()));
            return taken.took().plusNanos(System.nanoTime() - uploads);
        }

        private void failed(Exception cause) {
            if (attempt.isUnderWay()) {
                failures++;
                LOG.log(Level.WARNING, "{0} has no new checkpoint: {1}", attempt.id(), cause.getMessage());
                next(interval().after(Duration.ofSeconds(1L << Math.min(failures, 10))));
            }
        }
    }
}
