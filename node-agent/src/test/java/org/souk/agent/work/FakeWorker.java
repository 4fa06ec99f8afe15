package org.souk.agent.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.GrowingFile;

/** A worker that ends its runs when it is told to. */
final class FakeWorker implements Worker {
    private final long pid;
    final List<RunRequest> requests = new ArrayList<>();
    private CompletableFuture<RunOutcome> run;
    private Consumer<RunProgress> listener = progress -> {};
    private boolean alive = true;
    private CompletableFuture<SnapshotResult> pending;
    private int records;
    boolean movable;
    boolean snapshotsFail;
    boolean snapshotsWait;
    long fuel;
    boolean stands;

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
        listener.accept(new RunProgress(fuel, Duration.ofMillis(1), 65536, stands, movable));
    }

    synchronized void end(RunOutcome outcome) {
        run.complete(outcome);
    }

    @Override
    public CompletableFuture<Optional<String>> prepare(Path module, String moduleKey) {
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<RunOutcome> runArriving(
            RunRequest request, GrowingFile snapshot, Consumer<RunProgress> progress) {
        CompletableFuture<RunOutcome> outcome = run(request, progress);
        snapshot.follow((bytes, complete) -> {
            if (complete) {
                suspend();
            }
        });
        return outcome;
    }

    @Override
    public synchronized CompletableFuture<SnapshotResult> snapshot(SnapshotOrder order) {
        if (snapshotsFail) {
            return CompletableFuture.completedFuture(new SnapshotResult.Failed("no space left"));
        }
        records = order.extent() == SnapshotOrder.Extent.WHOLE ? 1 : records + 1;
        pending = new CompletableFuture<>();
        CompletableFuture<SnapshotResult> taken = pending;
        try {
            Files.writeString(order.file(), "snapshot");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!snapshotsWait) {
            finishSnapshot();
        }
        notifyAll();
        return taken;
    }

    synchronized void awaitSnapshot() throws InterruptedException {
        while (pending == null) {
            wait();
        }
    }

    synchronized void finishSnapshot() {
        pending.complete(
                new SnapshotResult.Taken(fuel, Duration.ofMillis(7), 8, 8, records, 65536, Duration.ofMillis(1)));
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

    private void stand(boolean standing) {
        stands = standing;
        listener.accept(new RunProgress(fuel, Duration.ofMillis(1), 65536, standing, movable));
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
