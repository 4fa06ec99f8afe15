package org.souk.agent.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;

/** A worker that ends its runs when it is told to. */
final class FakeWorker implements Worker {
    private final long pid;
    final List<RunRequest> requests = new ArrayList<>();
    private CompletableFuture<RunOutcome> run;
    private Consumer<RunProgress> listener = progress -> {};
    private boolean alive = true;

    FakeWorker(long pid) {
        this.pid = pid;
    }

    static RunOutcome outcome(Ending ending, int exitCode) {
        return new RunOutcome(ending, exitCode, "", 10, Duration.ofMillis(5), 65536, false);
    }

    @Override
    public synchronized CompletableFuture<RunOutcome> run(RunRequest request, Consumer<RunProgress> progress) {
        requests.add(request);
        listener = progress;
        run = new CompletableFuture<>();
        notifyAll();
        return run;
    }

    /** Waits until a task has been given to the worker that it has not ended. */
    synchronized RunRequest awaitRun() throws InterruptedException {
        while (run == null || run.isDone()) {
            wait();
        }
        return requests.get(requests.size() - 1);
    }

    synchronized void progress(long fuel) {
        listener.accept(new RunProgress(fuel, Duration.ofMillis(1), 65536, false));
    }

    synchronized void end(RunOutcome outcome) {
        run.complete(outcome);
    }

    @Override
    public synchronized void cancel() {
        if (run != null) {
            run.complete(outcome(Ending.CANCELLED, -1));
        }
    }

    @Override
    public synchronized void suspend() {
        stand(true);
    }

    @Override
    public synchronized void resume() {
        stand(false);
    }

    private void stand(boolean stands) {
        listener.accept(new RunProgress(0, Duration.ofMillis(1), 65536, stands));
    }

    synchronized void die() {
        alive = false;
        if (run != null) {
            run.complete(outcome(Ending.WORKER_LOST, -1));
        }
    }

    @Override
    public synchronized boolean isAlive() {
        return alive;
    }

    @Override
    public long pid() {
        return pid;
    }

    @Override
    public synchronized void close() {
        die();
    }
}
