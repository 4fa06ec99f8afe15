package org.souk.core.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;

/** Runs the same work in several threads that start at the same moment. */
public final class Concurrently {
    private static final int TIMEOUT_SECONDS = 60;

    private Concurrently() {}

    /** What the threads threw; empty where one ended well. */
    public static List<Optional<Throwable>> run(int threads, IntConsumer work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                running.add(pool.submit(() -> {
                    start.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
                    work.accept(thread);
                    return null;
                }));
            }
            return running.stream().map(Concurrently::outcome).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static Optional<Throwable> outcome(Future<?> future) {
        try {
            future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("did not end within " + TIMEOUT_SECONDS + " s", e);
        }
    }
}
