package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;

/**
 * One attempt from its inputs to its report. {@link #execute} runs on a thread of its own; {@link #cancel}, {@link
 * #suspend} and {@link #resume} are called by others.
 */
final class Attempt {
    private static final System.Logger LOG = System.getLogger(Attempt.class.getName());
    private static final long OUTPUT_BYTES = 64L << 20;
    private static final int DESCRIPTORS = 256;
    private static final int MAX_DETAIL = 500;

    private final AttemptId id;
    private final Assign assign;
    private final Workplace workplace;
    private final Observer observer;

    private Thread thread;
    private Worker worker;
    private AttemptFailed stop;
    private boolean programEnded;
    private boolean suspended;
    private volatile boolean running;
    private volatile boolean standing;
    private volatile long fuel;

    /** Hears how the attempt goes, in order; must return quickly. */
    interface Observer {
        /** The program is given to a worker. */
        void started();

        /** The attempt has come to stand. */
        void suspended();

        /** It goes on. */
        void resumed();
    }

    Attempt(AttemptId id, Assign assign, Workplace workplace, Observer observer) {
        this.id = id;
        this.assign = assign;
        this.workplace = workplace;
        this.observer = observer;
    }

    HeldAttempt held() {
        return new HeldAttempt(id.task(), id.number(), running, standing, fuel);
    }

    /** Stops the attempt if its program has not ended; it will report this reason. */
    synchronized void cancel(EndReason reason, String detail) {
        if (stop != null || programEnded) {
            return;
        }
        stop = new AttemptFailed(reason, detail);
        if (worker != null) {
            worker.cancel();
        } else if (thread != null) {
            thread.interrupt();
        }
    }

    /** Lets the program stand still, or not start; one that has ended is reported all the same. */
    synchronized void suspend() {
        if (stop != null || programEnded) {
            return;
        }
        suspended = true;
        if (worker != null) {
            worker.suspend();
        } else {
            stand(true);
        }
    }

    /** Lets it go on. */
    synchronized void resume() {
        suspended = false;
        if (worker != null) {
            worker.resume();
        } else {
            stand(false);
            notifyAll();
        }
    }

    /** @return whether that is news */
    private synchronized boolean stand(boolean stands) {
        if (standing == stands || programEnded) {
            return false;
        }
        standing = stands;
        if (stands) {
            observer.suspended();
        } else {
            observer.resumed();
        }
        return true;
    }

    private synchronized void awaitResumption() throws InterruptedException {
        while (suspended && stop == null) {
            wait();
        }
    }

    /** Gives up even the upload of what an ended program left. */
    synchronized void abandon(String detail) {
        stop = stop == null ? new AttemptFailed(EndReason.NODE_FAULT, detail) : stop;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Runs the attempt; never fails. */
    Ended execute() {
        try {
            begin();
            return run();
        } catch (AttemptFailed e) {
            return without(stopOr(e));
        } catch (InterruptedException e) {
            return without(stopOr(new AttemptFailed(EndReason.NODE_FAULT, "the agent was interrupted", e)));
        } catch (IOException | RuntimeException e) {
            AttemptFailed failure =
                    stopOr(new AttemptFailed(EndReason.NODE_FAULT, "the node failed: " + e.getMessage(), e));
            if (failure.getCause() == e) {
                LOG.log(Level.ERROR, "Task " + id + " failed on this node", e);
            }
            return without(failure);
        } finally {
            finish();
        }
    }

    private synchronized void begin() throws AttemptFailed {
        if (stop != null) {
            throw stop;
        }
        thread = Thread.currentThread();
    }

    private synchronized void finish() {
        thread = null;
        // A late interrupt must not hit the next attempt on this thread.
        boolean ignored = Thread.interrupted();
        LOG.log(Level.DEBUG, "{0} is done, interrupted: {1}", id, ignored);
    }

    /** What fails because the attempt was stopped is not a failure of its own. */
    private synchronized AttemptFailed stopOr(AttemptFailed failure) {
        return stop != null ? stop : failure;
    }

    private Ended run() throws AttemptFailed, IOException, InterruptedException {
        try (Inputs inputs = Inputs.of(assign.module(), assign.stdin(), assign.inputs(), workplace.cache());
                RunFolders.RunFolder folder = workplace.folders().take()) {
            Outputs outputs = new Outputs(workplace.market()::upload, folder);
            outputs.prepare(orNone(assign.outputs()));
            RunOutcome outcome = runInWorker(terms().request(inputs, folder));
            return report(outcome, outputs);
        }
    }

    private RunOutcome runInWorker(RunRequest request) throws AttemptFailed, IOException, InterruptedException {
        while (true) {
            awaitResumption();
            CompletableFuture<WorkerPool.Lease> place =
                    workplace.pool().acquire(assign.buyer(), assign.resources().ramBytes());
            try (WorkerPool.Lease lease = awaited(place)) {
                Optional<CompletableFuture<RunOutcome>> outcome = start(lease, request);
                if (outcome.isPresent()) {
                    return ended(outcome.get(), lease);
                }
            }
        }
    }

    private RunOutcome ended(CompletableFuture<RunOutcome> outcome, WorkerPool.Lease lease)
            throws IOException, InterruptedException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IOException("the worker failed", e.getCause());
        } catch (InterruptedException e) {
            // Only when the agent ends: the worker must not be given to another task now.
            lease.worker().close();
            throw e;
        } finally {
            synchronized (this) {
                worker = null;
                programEnded = true;
                standing = false;
            }
        }
    }

    private static WorkerPool.Lease awaited(CompletableFuture<WorkerPool.Lease> place)
            throws IOException, InterruptedException {
        try {
            return place.get();
        } catch (ExecutionException e) {
            throw new IOException("no worker could be started: " + e.getCause().getMessage(), e.getCause());
        } catch (InterruptedException e) {
            if (!place.cancel(false) && !place.isCompletedExceptionally()) {
                place.join().close();
            }
            throw e;
        }
    }

    /** Empty when it was suspended while it waited for its worker. */
    private synchronized Optional<CompletableFuture<RunOutcome>> start(WorkerPool.Lease lease, RunRequest request)
            throws AttemptFailed {
        if (stop != null) {
            throw stop;
        }
        if (suspended) {
            return Optional.empty();
        }
        worker = lease.worker();
        running = true;
        CompletableFuture<RunOutcome> outcome = worker.run(request, progress -> progressed(progress, lease));
        observer.started();
        return Optional.of(outcome);
    }

    private void progressed(RunProgress progress, WorkerPool.Lease lease) {
        fuel = progress.fuel();
        if (stand(progress.suspended())) {
            lease.suspended(progress.suspended());
        }
    }

    private RunTerms terms() {
        return new RunTerms(
                id.task(),
                assign.module(),
                assign.arguments(),
                assign.environment(),
                assign.resources(),
                assign.fuelLimit(),
                Duration.ofMillis(assign.wallLimitMillis()));
    }

    private static <T> List<T> orNone(List<T> list) {
        return list == null ? List.of() : list;
    }

    private Ended report(RunOutcome outcome, Outputs outputs) throws IOException, InterruptedException {
        fuel = outcome.fuel();
        EndReason reason = EndReason.of(outcome);
        String detail = outcome.detail();
        if (reason == EndReason.CANCELLED) {
            AttemptFailed stopped =
                    stopOr(new AttemptFailed(EndReason.NODE_FAULT, "the worker was stopped by nobody here"));
            reason = stopped.reason();
            detail = stopped.getMessage();
        }
        Findings found = Findings.of(outcome, reason, detail, outputs, orNone(assign.outputs()));
        return new Ended(
                id.task(),
                id.number(),
                found.reason().name(),
                shortened(found.detail()),
                found.exitCode(),
                found.fuel(),
                found.wall().toMillis(),
                found.peakMemoryBytes(),
                found.outputs(),
                found.stdout(),
                found.stderr());
    }

    private Ended without(AttemptFailed failure) {
        return new Ended(
                id.task(),
                id.number(),
                failure.reason().name(),
                shortened(failure.getMessage()),
                -1,
                fuel,
                0,
                0,
                List.of(),
                null,
                null);
    }

    private static String shortened(String detail) {
        return detail.length() <= MAX_DETAIL ? detail : detail.substring(0, MAX_DETAIL) + "…";
    }
}
