package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.GrowingFile;
import org.souk.runtime.worker.WorkerOptions;
import org.souk.runtime.worker.WorkerProcess;

/** Starts workers as processes of this machine. */
public final class WorkerProcesses implements WorkerFactory {
    private final Path folder;
    private final Executor executor;
    private final WorkerOptions.Enclosure enclosure;

    /**
     * @param folder an existing folder for the workers' log and class archive
     * @param executor waits until workers are ready
     */
    public WorkerProcesses(Path folder, Executor executor) {
        this(folder, executor, WorkerOptions.Enclosure.NONE);
    }

    /** @param enclosure what holds the workers, and what they see of the agent's files */
    public WorkerProcesses(Path folder, Executor executor, WorkerOptions.Enclosure enclosure) {
        this.folder = folder;
        this.executor = executor;
        this.enclosure = enclosure;
    }

    @Override
    public CompletableFuture<Worker> start(long taskRamBytes) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new OneProcess(WorkerProcess.start(
                                WorkerOptions.forTasksOf(taskRamBytes, folder).in(enclosure)));
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new CompletionException(e);
                    }
                },
                executor);
    }

    private record OneProcess(WorkerProcess process) implements Worker {
        @Override
        public CompletableFuture<RunOutcome> run(RunRequest request, Consumer<RunProgress> listener) {
            return process.run(request, listener);
        }

        @Override
        public CompletableFuture<Optional<String>> prepare(Path module, String moduleKey) {
            return process.preload(module, moduleKey);
        }

        @Override
        public CompletableFuture<RunOutcome> runArriving(
                RunRequest request, GrowingFile snapshot, Consumer<RunProgress> listener) {
            return process.runArriving(request, snapshot, listener);
        }

        @Override
        public CompletableFuture<SnapshotResult> snapshot(SnapshotOrder order) {
            return process.snapshot(order);
        }

        @Override
        public void cancel() {
            process.cancel();
        }

        @Override
        public void suspend() {
            process.suspend();
        }

        @Override
        public void resume() {
            process.resume();
        }

        @Override
        public boolean isAlive() {
            return process.isAlive();
        }

        @Override
        public long pid() {
            return process.pid();
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
