package org.souk.lab.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.souk.lab.ExperimentFailed;

/** A mishap at a moment of one task's move. Those that move meanwhile are hit as well. */
abstract class TimedMishap implements Mishap {
    private static final long PATIENCE_SECONDS = 300;

    private final Traffic traffic;
    private final Trigger trigger;
    private final List<Long> strikes = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(2, work -> {
        Thread thread = new Thread(work, "mishap");
        thread.setDaemon(true);
        return thread;
    });

    /** Something that may fail. */
    interface Harming {
        void run() throws IOException, InterruptedException;
    }

    TimedMishap(Traffic traffic, Errand first, Moment moment) {
        this.traffic = traffic;
        this.trigger = new Trigger(first.task(), moment, () -> doing(this::harm), clock);
        clock.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Harm is done now: to be called by who does it. */
    void struck() {
        strikes.add(System.nanoTime());
    }

    abstract void harm() throws IOException, InterruptedException;

    /** Does something some time later, unless it is mended before. */
    void later(long millis, Harming what) {
        var unused = clock.schedule(() -> doing(what), millis, TimeUnit.MILLISECONDS);
    }

    private static void doing(Harming what) {
        try {
            what.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void arm() {
        traffic.add(trigger);
    }

    @Override
    public boolean hit(Errand errand) {
        return strikes.stream().anyMatch(errand.trace()::isUnderWay);
    }

    @Override
    public void mend() throws IOException, InterruptedException {
        traffic.remove(trigger);
        // What is being done is done, what is not due yet never will be.
        clock.shutdown();
        if (!clock.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new ExperimentFailed("the harm is not done within " + PATIENCE_SECONDS + " s");
        }
    }
}
