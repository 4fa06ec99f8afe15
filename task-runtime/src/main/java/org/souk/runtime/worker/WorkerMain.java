package org.souk.runtime.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.module.Metering;
import org.souk.runtime.module.Refused;
import org.souk.runtime.snapshot.GrowingFile;

/**
 * The worker process. It takes frames from standard input, does one thing at a time and answers on standard output; it
 * ends when its standard input does. Started by {@link WorkerProcess} only.
 */
public final class WorkerMain {

    private static final long PROGRESS_MILLIS = 200;

    /** A task that used more linear memory than this leaves garbage that is worth collecting at once. */
    private static final long MUCH_MEMORY = 16L << 20;

    private final DataInputStream fromParent;
    private final DataOutputStream toParent;
    private final BlockingQueue<Frame> work = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Programs programs = new Programs(new CodeCache(Path.of("compiled")));
    private final Object lock = new Object();
    private Execution execution;
    private GrowingFile snapshot;
    private boolean warm;
    private Future<?> limitWatch = CompletableFuture.completedFuture(null);
    private long run;

    private WorkerMain(DataInputStream fromParent, DataOutputStream toParent) {
        this.fromParent = fromParent;
        this.toParent = toParent;
        this.clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "clock");
            thread.setDaemon(true);
            return thread;
        });
        this.clock.setRemoveOnCancelPolicy(true);
    }

    public static void main(String[] args) {
        DataInputStream in = new DataInputStream(new BufferedInputStream(new FileInputStream(FileDescriptor.in)));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)));
        // Whatever a library prints must not come between the frames.
        System.setOut(System.err);
        new WorkerMain(in, out).serve();
    }

    private void serve() {
        Thread thread = new Thread(null, this::work, "task", Metering.STACK_BYTES);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, cause) -> {
            // Without this thread the worker is of no use; its parent learns of it by its end.
            cause.printStackTrace();
            Runtime.getRuntime().halt(1);
        });
        thread.start();
        try {
            send(new Frame.Ready());
            while (true) {
                receive(Frame.readFrom(fromParent));
            }
        } catch (EOFException e) {
            // The parent is gone or wants the worker to go.
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            System.err.println("worker: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void receive(Frame frame) throws IOException {
        if (frame instanceof Frame.Run started) {
            synchronized (lock) {
                run = started.run();
                long name = run;
                snapshot = new GrowingFile();
                Optional<GrowingFile> arriving = started.arriving() ? Optional.of(snapshot) : Optional.empty();
                execution = new Execution(started.request(), arriving, changed -> tell(name, changed));
                if (started.arriving()) {
                    execution.suspend();
                }
                if (started.request().snapshotKey().isPresent()) {
                    warmUp();
                }
            }
            work.add(frame);
        } else if (frame instanceof Frame.Preload) {
            warmUp();
            work.add(frame);
        } else if (frame instanceof Frame.Cancel cancel) {
            synchronized (lock) {
                if (execution != null && run == cancel.run()) {
                    execution.stop(Ending.CANCELLED);
                }
            }
        } else if (frame instanceof Frame.Suspend suspend) {
            synchronized (lock) {
                if (execution != null && run == suspend.run()) {
                    execution.suspend();
                }
            }
        } else if (frame instanceof Frame.Resume resume) {
            synchronized (lock) {
                if (execution != null && run == resume.run()) {
                    execution.resume();
                    watchLimit(execution);
                }
            }
        } else if (frame instanceof Frame.Arrived arrived) {
            synchronized (lock) {
                if (execution != null && run == arrived.run()) {
                    snapshot.grown(arrived.bytes(), arrived.complete());
                }
            }
        } else if (frame instanceof Frame.Save save) {
            save(save);
        } else {
            throw new IOException("a parent must not send " + frame);
        }
    }

    /** Beside the program that will perhaps be saved, or while its module is compiled. */
    private void warmUp() {
        if (!warm) {
            warm = true;
            Thread thread = new Thread(new WarmUp(), "warm-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void save(Frame.Save save) {
        Execution current;
        synchronized (lock) {
            current = run == save.run() ? execution : null;
        }
        if (current == null) {
            tellSaved(save, new SnapshotResult.Failed(SnapshotResult.RUN_ENDED));
        } else {
            current.order(save.what(), result -> tellSaved(save, result));
        }
    }

    private void tellSaved(Frame.Save save, SnapshotResult result) {
        try {
            send(new Frame.Saved(save.run(), save.order(), result));
        } catch (IOException e) {
            // Nobody listens; the reading thread will see the end of the stream.
            System.err.println("worker: " + e);
        }
    }

    private void work() {
        try {
            while (true) {
                Frame frame = work.take();
                if (frame instanceof Frame.Run started) {
                    RunOutcome outcome = run(started);
                    synchronized (lock) {
                        execution = null;
                    }
                    send(new Frame.Outcome(started.run(), outcome));
                    if (outcome.peakMemoryBytes() > MUCH_MEMORY) {
                        System.gc();
                    }
                } else if (frame instanceof Frame.Preload preload) {
                    send(new Frame.Preloaded(preload.run(), preload(preload)));
                }
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("worker: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private RunOutcome run(Frame.Run started) {
        Execution current;
        synchronized (lock) {
            current = execution;
        }
        try {
            return run(started, current);
        } finally {
            current.orderNoMore();
        }
    }

    private RunOutcome run(Frame.Run started, Execution current) {
        Program program;
        try {
            program = programs.get(started.request().module(), started.request().moduleKey());
        } catch (Refused e) {
            return Execution.failure(Ending.INVALID_MODULE, "the module " + e.getMessage());
        } catch (IOException e) {
            return Execution.failure(Ending.HOST_ERROR, e.toString());
        } catch (OutOfMemoryError | StackOverflowError e) {
            programs.clear();
            return Execution.failure(Ending.MEMORY_LIMIT, "the worker's heap is too small to compile the module");
        }
        watchLimit(current);
        Future<?> progress = clock.scheduleAtFixedRate(
                () -> report(started.run(), current), PROGRESS_MILLIS, PROGRESS_MILLIS, TimeUnit.MILLISECONDS);
        try {
            return current.run(program);
        } finally {
            stopWatching();
            progress.cancel(false);
        }
    }

    /** The limit is on the time that the program has run. A suspended one is not watched until it is resumed. */
    private void watchLimit(Execution watched) {
        synchronized (lock) {
            if (execution != watched || watched.isSuspended()) {
                return;
            }
            limitWatch.cancel(false);
            Duration left = watched.wallLeft();
            if (left.isZero() || left.isNegative()) {
                watched.stop(Ending.WALL_LIMIT);
            } else {
                long nanos = Math.min(TimeUnit.NANOSECONDS.convert(left), Long.MAX_VALUE / 2);
                limitWatch = clock.schedule(() -> watchLimit(watched), nanos, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void stopWatching() {
        synchronized (lock) {
            limitWatch.cancel(false);
        }
    }

    private void report(long name, Execution current) {
        synchronized (lock) {
            // One that stands still has said so itself.
            if (execution == current && !current.isSuspended()) {
                tell(name, current);
                // Where a snapshot takes it, a program may have run for long.
                watchLimit(current);
            }
        }
    }

    private void tell(long name, Execution current) {
        try {
            // Read in the order in which it is told, else an older word might be the last one.
            synchronized (toParent) {
                send(new Frame.Progress(name, current.progress()));
            }
        } catch (IOException e) {
            // Nobody listens; the reading thread will see the end of the stream.
            System.err.println("worker: " + e);
        }
    }

    private String preload(Frame.Preload preload) {
        try {
            programs.get(preload.module(), preload.moduleKey());
            return "";
        } catch (Refused e) {
            return "the module " + e.getMessage();
        } catch (IOException e) {
            return e.toString();
        } catch (OutOfMemoryError | StackOverflowError e) {
            programs.clear();
            return "the worker's heap is too small to compile the module";
        }
    }

    private void send(Frame frame) throws IOException {
        synchronized (toParent) {
            frame.writeTo(toParent);
        }
    }
}
