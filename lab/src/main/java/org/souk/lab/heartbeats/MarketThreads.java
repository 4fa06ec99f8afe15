package org.souk.lab.heartbeats;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.souk.lab.ExperimentFailed;

/** What runs beside the heartbeats: one thread plans, one settles, and one is the buyers, whose tasks come and go. */
final class MarketThreads implements AutoCloseable {
    private static final Duration TURN = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CHANGES = Duration.ofMillis(500);

    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(3);
    private final List<Future<?>> work = new ArrayList<>();
    private final AtomicInteger plans = new AtomicInteger();
    private final AtomicInteger changes = new AtomicInteger();

    MarketThreads(MarketOnHeap heap) {
        every(TURN, () -> {
            heap.market().turns().plan();
            plans.incrementAndGet();
        });
        every(TURN, heap.market().turns()::settle);
        every(BETWEEN_CHANGES, () -> heap.changeTasks(changes.incrementAndGet()));
    }

    private void every(Duration pause, Runnable turn) {
        work.add(threads.scheduleWithFixedDelay(turn, 0, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    int plans() {
        return plans.get();
    }

    /** Ends the threads once their present turns are done. */
    void stop() throws InterruptedException {
        work.forEach(turns -> turns.cancel(false));
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.MINUTES);
    }

    /** @throws ExperimentFailed when a turn has thrown, which ended all further ones of its kind */
    void check() throws InterruptedException {
        for (Future<?> turns : work) {
            if (turns.isDone() && !turns.isCancelled()) {
                try {
                    turns.get();
                } catch (ExecutionException e) {
                    throw new ExperimentFailed("the market has failed: " + e.getCause(), e.getCause());
                }
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
