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
    private final BlockingQueue<Work> work = new LinkedBlockingQueue<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Programs programs = new Programs(new CodeCache(Path.of("compiled")));
    private final Object lock = new Object();
    private Execution execution;
    private GrowingFile snapshot;
    private boolean warm;
    private Future<?> limitWatch = CompletableFuture.completedFuture(null);
    private long run;

    /** What the thread of the programs does next. */
    private interface Work {
        void carryOut() throws IOException;
    }

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
            Obeying obeying = new Obeying();
            while (true) {
                Frame.readOrder(fromParent).giveTo(obeying);
            }
        } catch (EOFException e) {
            // The parent is gone or wants the worker to go.
            Runtime.getRuntime().halt(0);
        } catch (IOException e) {
            System.err.println("worker: " + e);
            Runtime.getRuntime().halt(1);
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
                work.take().carryOut();
            }
        } catch (IOException | InterruptedException e) {
            System.err.println("worker: " + e);
            Runtime.getRuntime().halt(1);
        }
    }

    private void runToItsEnd(Frame.Run started) throws IOException {
        RunOutcome outcome = outcomeOf(started);
        synchronized (lock) {
            execution = null;
        }
        send(new Frame.Outcome(started.run(), outcome));
        if (outcome.peakMemoryBytes() > MUCH_MEMORY) {
            System.gc();
        }
    }

    private RunOutcome outcomeOf(Frame.Run started) {
        Execution current;
        synchronized (lock) {
            current = execution;
        }
        try {
            return outcomeOf(started, current);
        } finally {
            current.orderNoMore();
        }
    }

    private RunOutcome outcomeOf(Frame.Run started, Execution current) {
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

    private String refusalOf(Frame.Preload preload) {
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

    private void send(Frame.Report frame) throws IOException {
        synchronized (toParent) {
            frame.writeTo(toParent);
        }
    }

    /** What each order of the parent means for the program. */
    private final class Obeying implements Frame.Orders {
        @Override
        public void run(Frame.Run order) {
            synchronized (lock) {
                run = order.run();
                long name = run;
                snapshot = new GrowingFile();
                Optional<GrowingFile> arriving = order.arriving() ? Optional.of(snapshot) : Optional.empty();
                execution = new Execution(order.request(), arriving, changed -> tell(name, changed));
                if (order.arriving()) {
                    execution.suspend();
                }
                if (order.request().snapshotKey().isPresent()) {
                    warmUp();
                }
            }
            work.add(() -> runToItsEnd(order));
        }

        @Override
        public void preload(Frame.Preload order) {
            warmUp();
            work.add(() -> send(new Frame.Preloaded(order.run(), refusalOf(order))));
        }

        @Override
        public void cancel(Frame.Cancel order) {
            synchronized (lock) {
                if (execution != null && run == order.run()) {
                    execution.stop(Ending.CANCELLED);
                }
            }
        }

        @Override
        public void suspend(Frame.Suspend order) {
            synchronized (lock) {
                if (execution != null && run == order.run()) {
                    execution.suspend();
                }
            }
        }

        @Override
        public void resume(Frame.Resume order) {
            synchronized (lock) {
                if (execution != null && run == order.run()) {
                    execution.resume();
                    watchLimit(execution);
                }
            }
        }

        @Override
        public void arrived(Frame.Arrived order) {
            synchronized (lock) {
                if (execution != null && run == order.run()) {
                    snapshot.grown(order.bytes(), order.complete());
                }
            }
        }

        @Override
        public void save(Frame.Save order) {
            Execution current;
            synchronized (lock) {
                current = run == order.run() ? execution : null;
            }
            if (current == null) {
                tellSaved(order, new SnapshotResult.Failed(SnapshotResult.RUN_ENDED));
            } else {
                current.order(order.what(), result -> tellSaved(order, result));
            }
        }
    }
}
