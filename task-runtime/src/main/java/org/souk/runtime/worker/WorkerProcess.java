package org.souk.runtime.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.isolation.SandboxHandle;
import org.souk.runtime.snapshot.GrowingFile;

/**
 * The parent's handle on a worker process. It runs one task at a time and can run any number, one after the other; a
 * task's death never makes a worker unfit for the next one, and a worker that died says so by {@link #isAlive}.
 * Thread-safe.
 */
public final class WorkerProcess implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    /** How long a cancelled task may take to stop before its worker is killed. */
    private static final Duration CANCEL_GRACE = Duration.ofSeconds(5);

    /** What Windows needs. */
    private static final Set<String> ENVIRONMENT = Set.of("SystemRoot", "TEMP");

    /** A program may give its files any name, whatever language its host speaks. */
    private static final Map<String, String> UNICODE = Map.of("LC_ALL", "C.UTF-8");

    private final Process process;
    private final DataOutputStream toWorker;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Object lock = new Object();
    private long runs;
    private long orders;
    private Job job;
    private boolean lost;
    /** It was told to end, and may take some time for it. */
    private boolean ending;

    /** What the worker is busy with. */
    private static final class Job {
        private final long run;
        private final Consumer<RunProgress> listener;
        private final CompletableFuture<RunOutcome> outcome = new CompletableFuture<>();
        private final CompletableFuture<Optional<String>> preloaded = new CompletableFuture<>();
        private final Map<Long, CompletableFuture<SnapshotResult>> snapshots = new HashMap<>();
        private RunProgress last = new RunProgress(0, Duration.ZERO, 0, false, false);

        private void failSnapshots(String reason) {
            snapshots.values().forEach(result -> result.complete(new SnapshotResult.Failed(reason)));
            snapshots.clear();
        }

        private Job(long run, Consumer<RunProgress> listener) {
            this.run = run;
            this.listener = listener;
        }
    }

    private WorkerProcess(Process process) {
        this.process = process;
        this.toWorker = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
    }

    /**
     * Starts a worker and waits until it can take work, which takes a fraction of a second.
     *
     * @throws IOException if the process cannot be started or dies at once; its log is {@code worker.log} in the
     *     options' directory
     * @throws InterruptedException if the caller is interrupted; the process is killed
     */
    public static WorkerProcess start(WorkerOptions options) throws IOException, InterruptedException {
        SandboxHandle cage = options.cage();
        Process process;
        try {
            process =
                    builder(cage.around(command(options)), options.directory()).start();
        } catch (IOException e) {
            cage.close();
            throw e;
        }
        process.onExit().thenRun(cage::close);
        WorkerProcess worker = new WorkerProcess(process);
        Thread reader = new Thread(worker::readFrames, "worker-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        try {
            worker.ready.get(START_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return worker;
        } catch (ExecutionException | TimeoutException e) {
            worker.kill();
            throw new IOException(
                    "a worker did not start; see " + options.directory().resolve("worker.log"), e);
        } catch (InterruptedException e) {
            worker.kill();
            throw e;
        }
    }

    private static ProcessBuilder builder(List<String> command, Path directory) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("worker.log").toFile()));
        // What the parent knows, such as keys, is not the worker's business.
        builder.environment().keySet().retainAll(ENVIRONMENT);
        builder.environment().putAll(UNICODE);
        return builder;
    }

    private static List<String> command(WorkerOptions options) {
        List<String> command = new ArrayList<>();
        command.add(options.javaHome().resolve("bin").resolve("java").toString());
        command.addAll(options.javaOptions());
        command.addAll(List.of("-cp", options.classpath(), WorkerMain.class.getName()));
        return command;
    }

    /**
     * Runs a task.
     *
     * @param listener hears of the progress on a thread of this class; it must return quickly
     * @return the outcome; it never completes exceptionally: a worker that dies gives {@link Ending#WORKER_LOST}
     * @throws IllegalStateException if the worker is busy
     */
    public CompletableFuture<RunOutcome> run(RunRequest request, Consumer<RunProgress> listener) {
        synchronized (lock) {
            Job started = begin(listener);
            send(new Frame.Run(started.run, request, false));
            return started.outcome;
        }
    }

    /**
     * Goes on with a task whose snapshot is still written, from its beginning to its end. What is there is restored at
     * once; when everything is, the task stands, as its first progress says, and goes on when it is {@linkplain #resume
     * resumed}.
     *
     * @param snapshot how much of it is there
     * @param listener as for {@link #run}
     * @return the outcome, as of {@link #run}
     * @throws IllegalStateException if the worker is busy
     */
    public CompletableFuture<RunOutcome> runArriving(
            RunRequest request, GrowingFile snapshot, Consumer<RunProgress> listener) {
        Job started;
        synchronized (lock) {
            started = begin(listener);
            send(new Frame.Run(started.run, request, true));
        }
        snapshot.follow((bytes, complete) -> arrived(started, bytes, complete));
        return started.outcome;
    }

    private void arrived(Job arriving, long bytes, boolean complete) {
        synchronized (lock) {
            if (job == arriving) {
                send(new Frame.Arrived(arriving.run, bytes, complete));
            }
        }
    }

    /**
     * Saves the running or suspended task. It comes out of its calls at the end of its slice of fuel or in its sleep, is
     * written, and goes on or stands still; its fuel and its output do not depend on it.
     *
     * @return what came of it; it never completes exceptionally. One order can be under way at a time.
     */
    public CompletableFuture<SnapshotResult> snapshot(SnapshotOrder order) {
        CompletableFuture<SnapshotResult> result = new CompletableFuture<>();
        synchronized (lock) {
            if (job != null) {
                long number = ++orders;
                job.snapshots.put(number, result);
                send(new Frame.Save(job.run, number, order));
                return result;
            }
        }
        result.complete(new SnapshotResult.Failed("nothing runs"));
        return result;
    }

    /**
     * Loads and compiles a module, so that a later run of it starts at once.
     *
     * @return empty when it is loaded, else the reason for which it was refused
     * @throws IllegalStateException if the worker is busy
     */
    public CompletableFuture<Optional<String>> preload(Path module, String moduleKey) {
        synchronized (lock) {
            Job started = begin(progress -> {});
            send(new Frame.Preload(started.run, module, moduleKey));
            return started.preloaded;
        }
    }

    private Job begin(Consumer<RunProgress> listener) {
        if (job != null) {
            throw new IllegalStateException("the worker is busy");
        }
        Job started = new Job(++runs, listener);
        if (lost) {
            end(started);
        } else {
            job = started;
        }
        return started;
    }

    /**
     * Ends the running task as {@link Ending#CANCELLED}, in milliseconds. A worker that does not obey within five
     * seconds is killed. Without a running task nothing happens.
     */
    public void cancel() {
        Job cancelled;
        synchronized (lock) {
            cancelled = job;
            if (cancelled == null) {
                return;
            }
            send(new Frame.Cancel(cancelled.run));
        }
        CompletableFuture.delayedExecutor(CANCEL_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    synchronized (lock) {
                        if (job == cancelled) {
                            destroy();
                        }
                    }
                });
    }

    /**
     * Lets the running task stand still, in milliseconds; its progress says when it does. It uses no CPU then, its clock
     * and its limit stand still too. One that has not started will not start. Without a running task nothing happens.
     */
    public void suspend() {
        synchronized (lock) {
            if (job != null) {
                send(new Frame.Suspend(job.run));
            }
        }
    }

    /** Lets a suspended task go on where it stands. Without one nothing happens. */
    public void resume() {
        synchronized (lock) {
            if (job != null) {
                send(new Frame.Resume(job.run));
            }
        }
    }

    /** Whatever holds the worker is a process too, in which the worker would outlive it. */
    private void destroy() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /** Kills the process. A running task ends as {@link Ending#WORKER_LOST}. */
    public void kill() {
        synchronized (lock) {
            ending = true;
        }
        destroy();
    }

    /** Whether the process lives and can be given tasks. */
    public boolean isAlive() {
        synchronized (lock) {
            return !lost && !ending && process.isAlive();
        }
    }

    /** Whether a task or a preload is under way. */
    public boolean isBusy() {
        synchronized (lock) {
            return job != null;
        }
    }

    /** The operating system's id of the worker itself, not of what holds it. */
    public long pid() {
        return process.descendants()
                .filter(descendant -> descendant.children().findAny().isEmpty())
                .findFirst()
                .map(ProcessHandle::pid)
                .orElse(process.pid());
    }

    /** Completes when the process has ended, with its exit value. */
    public CompletableFuture<Integer> onExit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Asks the process to end and, if it has a task or does not end, kills it. Returns at once. */
    @Override
    public void close() {
        boolean busy;
        synchronized (lock) {
            ending = true;
            busy = job != null;
        }
        if (busy) {
            destroy();
            return;
        }
        try {
            toWorker.close();
        } catch (IOException e) {
            destroy();
        }
        CompletableFuture.delayedExecutor(CANCEL_GRACE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(this::destroy);
    }

    private void send(Frame.Order frame) {
        try {
            frame.writeTo(toWorker);
        } catch (IOException e) {
            // The pipe is broken: the reader sees the end of the stream and settles whatever was under way.
            destroy();
        }
    }

    private void readFrames() {
        try (DataInputStream fromWorker = new DataInputStream(new BufferedInputStream(process.getInputStream()))) {
            Hearing hearing = new Hearing();
            while (true) {
                Frame.readReport(fromWorker).giveTo(hearing);
            }
        } catch (IOException | RuntimeException e) {
            // The worker is gone, or speaks nonsense, or the listener failed: the run cannot be followed any more.
            destroy();
            ready.completeExceptionally(e);
            Job orphan;
            synchronized (lock) {
                lost = true;
                orphan = job;
                job = null;
            }
            if (orphan != null) {
                end(orphan);
            }
        }
    }

    /** What each report of the worker means for the job. */
    private final class Hearing implements Frame.Reports {
        @Override
        public void ready(Frame.Ready report) {
            ready.complete(null);
        }

        @Override
        public void progress(Frame.Progress report) {
            Job current;
            synchronized (lock) {
                current = job;
                if (current == null || current.run != report.run()) {
                    return;
                }
                current.last = report.progress();
            }
            current.listener.accept(report.progress());
        }

        @Override
        public void saved(Frame.Saved report) {
            CompletableFuture<SnapshotResult> result = null;
            synchronized (lock) {
                if (job != null && job.run == report.run()) {
                    result = job.snapshots.remove(report.order());
                }
            }
            if (result != null) {
                result.complete(report.result());
            }
        }

        @Override
        public void outcome(Frame.Outcome report) throws IOException {
            Job finished = finish(report.run());
            finished.failSnapshots(SnapshotResult.RUN_ENDED);
            finished.outcome.complete(report.outcome());
        }

        @Override
        public void preloaded(Frame.Preloaded report) throws IOException {
            finish(report.run())
                    .preloaded
                    .complete(report.refusal().isEmpty() ? Optional.empty() : Optional.of(report.refusal()));
        }
    }

    /** The worker is free again before anybody hears of the outcome, so that the hearer can give it the next task. */
    private Job finish(long run) throws IOException {
        synchronized (lock) {
            Job finished = job;
            if (finished == null || finished.run != run) {
                throw new IOException("a worker reported the end of run " + run + ", which is not under way");
            }
            job = null;
            return finished;
        }
    }

    private static void end(Job orphan) {
        orphan.failSnapshots("the worker process died");
        RunProgress last = orphan.last;
        orphan.outcome.complete(new RunOutcome(
                Ending.WORKER_LOST,
                -1,
                "the worker process died",
                last.fuel(),
                last.wall(),
                last.memoryBytes(),
                false));
        orphan.preloaded.complete(Optional.of("the worker process died"));
    }
}
