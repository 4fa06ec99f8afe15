package org.souk.lab.exec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.souk.lab.ExperimentFailed;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.SnapshotKey;
import org.souk.runtime.worker.WorkerOptions;
import org.souk.runtime.worker.WorkerProcess;

/**
 * Runs a program that is taken out of its worker again and again: after so many slices of fuel it is saved, its process
 * is killed, and another process, on the next of the Java installations, goes on from the file.
 */
final class Interruptions {
    private static final long LOOK_MILLIS = 20;

    private final List<WorkerOptions> workers;
    private final long everySlices;
    private final List<FollowedFile> outputs;
    private int suspensions;

    /**
     * @param workers that take turns, beginning with the first
     * @param everySlices after how many slices it is interrupted; 0 for never
     * @param outputs what is passed on while it runs
     */
    Interruptions(List<WorkerOptions> workers, long everySlices, List<FollowedFile> outputs) {
        this.workers = List.copyOf(workers);
        this.everySlices = everySlices;
        this.outputs = List.copyOf(outputs);
    }

    /** How often it was interrupted. */
    int suspensions() {
        return suspensions;
    }

    /**
     * Runs it to its end.
     *
     * @param snapshot where it is saved each time
     * @throws ExperimentFailed if it cannot be saved
     */
    RunOutcome run(RunRequest request, Path snapshot) throws IOException, InterruptedException {
        RunRequest savable = request.savedWith(SnapshotKey.random());
        RunRequest next = savable;
        while (true) {
            try (WorkerProcess worker = WorkerProcess.start(workers.get(suspensions % workers.size()))) {
                CompletableFuture<RunOutcome> outcome = worker.run(next, progress -> {});
                if (everySlices == 0 || isOver(outcome, worker.snapshot(order(snapshot)))) {
                    return followed(outcome);
                }
                worker.kill();
                worker.onExit().get();
                passOn();
                suspensions++;
                next = savable.from(snapshot);
            } catch (ExecutionException e) {
                throw new IllegalStateException("neither a run nor a process's end completes exceptionally", e);
            }
        }
    }

    /** It stands still after that, so that what it has written is what is in the file when its process is killed. */
    private SnapshotOrder order(Path snapshot) {
        return SnapshotOrder.to(snapshot).afterSlices(everySlices).andStand();
    }

    /** Whether the run came to its end before it was saved. */
    private boolean isOver(CompletableFuture<RunOutcome> outcome, CompletableFuture<SnapshotResult> saved)
            throws IOException, InterruptedException, ExecutionException {
        return followed(saved).match(taken -> false, failed -> {
            // The end of the run is told after this answer, which is its consequence.
            if (failed.reason().equals(SnapshotResult.RUN_ENDED)) {
                return true;
            }
            outcome.cancel(false);
            throw new ExperimentFailed("it cannot be suspended: " + failed.reason());
        });
    }

    private <T> T followed(CompletableFuture<T> awaited) throws IOException, InterruptedException, ExecutionException {
        while (true) {
            try {
                T got = awaited.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                passOn();
                return got;
            } catch (TimeoutException stillRuns) {
                passOn();
            }
        }
    }

    private void passOn() throws IOException {
        for (FollowedFile output : outputs) {
            output.catchUp();
        }
    }
}
