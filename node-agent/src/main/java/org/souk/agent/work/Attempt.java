package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.souk.client.file.Folders;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunTerms;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.HeldMove;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.replay.run.Inputs;
import org.souk.replay.run.Outputs;
import org.souk.replay.run.PreparedRun;
import org.souk.replay.run.ProgramEnd;
import org.souk.replay.run.RunFailed;
import org.souk.replay.run.RunFolders;
import org.souk.replay.run.WireTerms;
import org.souk.runtime.Ending;
import org.souk.runtime.RunOutcome;
import org.souk.runtime.RunProgress;
import org.souk.runtime.RunRequest;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;
import org.souk.runtime.snapshot.SnapshotKey;

/**
 * One attempt from its inputs to its report. {@link #execute} runs on a thread of its own; everything else is called by
 * others.
 */
final class Attempt {
    private static final System.Logger LOG = System.getLogger(Attempt.class.getName());

    /** Why a program has to stand still. It goes on when nothing holds it any more. */
    enum Hold {
        /** The market has suspended it. */
        MARKET,
        /** It is on its way to another node, or has come from one and is not this node's yet. */
        MOVE
    }

    private final AttemptId id;
    private final Assign assign;
    private final AgentContext context;
    private final StartPoint startPoint;
    private final Observer observer;

    private final Set<Hold> holds = EnumSet.noneOf(Hold.class);
    private Thread thread;
    private Worker worker;
    private RunFailed stop;
    private boolean dropped;
    private boolean programEnded;
    private boolean toldSuspended;
    private CompletableFuture<?> lastSnapshot = CompletableFuture.completedFuture(null);
    private volatile RunFolders.RunFolder folder;
    private volatile boolean running;
    private volatile boolean standing;
    private volatile long fuel;
    private volatile long memoryBytes;
    private volatile boolean movable;
    private volatile HeldMove move;

    /** Hears how the attempt goes, in order; must return quickly. */
    interface Observer {
        /** The program runs. */
        void started();

        /** The market has let the attempt stand still, and it does. */
        void suspended();

        /** It goes on. */
        void resumed();
    }

    Attempt(AttemptId id, Assign assign, AgentContext context, StartPoint startPoint, Observer observer) {
        this.id = id;
        this.assign = assign;
        this.context = context;
        this.startPoint = startPoint;
        this.observer = observer;
        this.fuel = startPoint.fuel();
        if (startPoint.stands()) {
            holds.add(Hold.MOVE);
        }
    }

    AttemptId id() {
        return id;
    }

    StartPoint startPoint() {
        return startPoint;
    }

    HeldAttempt held() {
        // First the move: what it says of the program holds for the fuel that is read after it.
        HeldMove part = move;
        return new HeldAttempt(id.task(), id.number(), running, standing, fuel, movable, memoryBytes, part);
    }

    /** Notes what it has to do with a move; null for nothing. */
    synchronized void moving(HeldMove part) {
        move = part;
    }

    /** Notes the fuel at which the program stands. */
    synchronized void stoodAt(long used) {
        fuel = Math.max(fuel, used);
    }

    /** Stops the attempt if its program has not ended; it will report this reason. */
    synchronized void cancel(RunEnd reason, String detail) {
        if (stop != null || programEnded) {
            return;
        }
        stop = new RunFailed(reason, detail);
        if (worker != null) {
            worker.cancel();
        } else if (thread != null) {
            thread.interrupt();
        }
        notifyAll();
    }

    /** Ends the attempt without a report: it is another node's, or nobody's. */
    synchronized void drop(String why) {
        dropped = true;
        cancel(RunEnd.CANCELLED, why);
        abandon(why);
    }

    synchronized boolean isDropped() {
        return dropped;
    }

    /** Lets the program stand still, or not start; one that has ended is reported all the same. */
    synchronized void hold(Hold reason) {
        if (stop != null || programEnded) {
            return;
        }
        holds.add(reason);
        if (worker != null) {
            worker.suspend();
        } else {
            standing = true;
        }
        tell();
    }

    /** Lets it go on, unless something else holds it. */
    synchronized void release(Hold reason) {
        holds.remove(reason);
        if (!holds.isEmpty()) {
            tell();
            return;
        }
        if (worker != null) {
            worker.resume();
        } else {
            standing = false;
            tell();
            notifyAll();
        }
    }

    /** The target of a move becomes the owner of the program, which stands, and runs it. */
    synchronized void takeOver() {
        move = null;
        running = true;
        observer.started();
        release(Hold.MOVE);
    }

    /** Says what the market does not know yet of what it has ordered. */
    private void tell() {
        boolean suspended = standing && holds.contains(Hold.MARKET);
        if (suspended == toldSuspended || programEnded) {
            return;
        }
        toldSuspended = suspended;
        if (suspended) {
            observer.suspended();
        } else {
            observer.resumed();
        }
    }

    /**
     * Saves the program.
     *
     * @return fails with an {@link IOException} when there is no snapshot to be had; the program goes on then
     */
    synchronized CompletableFuture<SnapshotResult.Taken> snapshot(SnapshotOrder order) {
        if (worker == null || stop != null || programEnded) {
            return CompletableFuture.failedFuture(new IOException("the program does not run"));
        }
        Worker asked = worker;
        CompletableFuture<SnapshotResult.Taken> taken = lastSnapshot
                .handle((before, failure) -> before)
                .thenCompose(before -> asked.snapshot(order))
                .thenCompose(Attempt::taken);
        lastSnapshot = taken;
        return taken;
    }

    /**
     * As {@link #snapshot}, unless the program moves: a move's snapshot goes on where its last part ended, and one in
     * another file would come between.
     */
    synchronized CompletableFuture<SnapshotResult.Taken> checkpoint(SnapshotOrder order) {
        return move == null
                ? snapshot(order)
                : CompletableFuture.failedFuture(new IOException("the program is about to move"));
    }

    private static CompletionStage<SnapshotResult.Taken> taken(SnapshotResult result) {
        return result instanceof SnapshotResult.Taken there
                ? CompletableFuture.completedFuture(there)
                : CompletableFuture.failedFuture(new IOException(((SnapshotResult.Failed) result).reason()));
    }

    /** Whether the program runs and a snapshot of it can be taken. */
    boolean canBeSnapshotted() {
        return movable && !standing && move == null;
    }

    /** Where its snapshot for a move belongs. */
    Path departureFile() throws IOException {
        return place().departure();
    }

    /** Where its checkpoints belong. */
    Path checkpointFile() throws IOException {
        return place().checkpoint();
    }

    private RunFolders.RunFolder place() throws IOException {
        RunFolders.RunFolder present = folder;
        if (present == null || !isUnderWay()) {
            throw new IOException("the program does not run");
        }
        return present;
    }

    /** Whether the program runs, or stands while it has not ended. */
    synchronized boolean isUnderWay() {
        return worker != null && stop == null && !programEnded;
    }

    private synchronized void awaitResumption() throws InterruptedException {
        while (!startPoint.stands() && !holds.isEmpty() && stop == null) {
            wait();
        }
    }

    /** Gives up even the upload of what an ended program left. */
    synchronized void abandon(String detail) {
        stop = stop == null ? new RunFailed(RunEnd.NODE_FAULT, detail) : stop;
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Runs the attempt; never fails. Empty when it was dropped. */
    Optional<Ended> execute() {
        try {
            begin();
            return Optional.of(run());
        } catch (RunFailed e) {
            return without(e);
        } catch (InterruptedException e) {
            return without(new RunFailed(RunEnd.NODE_FAULT, "the agent was interrupted", e));
        } catch (IOException | RuntimeException e) {
            return without(new RunFailed(RunEnd.NODE_FAULT, "the node failed: " + e.getMessage(), e));
        } finally {
            finish();
        }
    }

    private synchronized void begin() throws RunFailed {
        if (stop != null) {
            throw stop;
        }
        thread = Thread.currentThread();
    }

    private synchronized void finish() {
        thread = null;
        programEnded = true;
        // A late interrupt must not hit the next attempt on this thread.
        boolean ignored = Thread.interrupted();
        LOG.log(Level.DEBUG, "{0} is done, interrupted: {1}", id, ignored);
    }

    /** What fails because the attempt was stopped is not a failure of its own. */
    private synchronized RunFailed stopOr(RunFailed failure) {
        return stop != null ? stop : failure;
    }

    private synchronized boolean isStopped() {
        return stop != null;
    }

    private Optional<Ended> without(RunFailed failure) {
        RunFailed told = stopOr(failure);
        if (!isStopped() && failure.reason() == RunEnd.NODE_FAULT) {
            LOG.log(Level.ERROR, "Task " + id + " failed on this node", failure);
        }
        return isDropped() ? Optional.empty() : Optional.of(Report.of(id, told, fuel));
    }

    private Ended run() throws RunFailed, IOException, InterruptedException {
        RunTerms terms = terms();
        try (Inputs inputs = Inputs.of(terms, context.cache());
                RunFolders.RunFolder place = context.folders().take()) {
            folder = place;
            PreparedRun run = new PreparedRun(terms, inputs, place);
            Outputs outputs = new Outputs(context.market()::upload, place);
            outputs.prepare(terms.content().outputs());
            RunOutcome outcome = runInWorker(startPoint, run);
            if (outcome.ending() == Ending.INVALID_SNAPSHOT && !startPoint.stands()) {
                LOG.log(Level.WARNING, "{0} begins anew: {1}", id, outcome.detail());
                Folders.cleared(place.root());
                outputs.prepare(terms.content().outputs());
                outcome = runInWorker(StartPoint.FRESH, run);
            }
            return report(outcome, outputs, terms.content().outputs());
        }
    }

    private RunOutcome runInWorker(StartPoint from, PreparedRun run)
            throws RunFailed, IOException, InterruptedException {
        while (true) {
            awaitResumption();
            CompletableFuture<WorkerPool.Lease> wanted =
                    context.pool().acquire(assign.buyer(), assign.resources().ramBytes());
            try (WorkerPool.Lease lease = awaited(wanted)) {
                RunRequest request = run.request(snapshotKey(), from.snapshot(lease, run.inputs(), run.folder()));
                Optional<CompletableFuture<RunOutcome>> outcome = start(lease, request);
                if (outcome.isPresent()) {
                    return ended(outcome.get(), lease);
                }
            } finally {
                from.over();
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
            // Only when the agent ends or the attempt is dropped: the worker must not be given to another task now.
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
            throws RunFailed {
        if (stop != null) {
            throw stop;
        }
        if (!holds.isEmpty() && !startPoint.stands()) {
            return Optional.empty();
        }
        if (request.snapshot().isEmpty()) {
            fuel = 0;
        }
        worker = lease.worker();
        programEnded = false;
        Consumer<RunProgress> listener = progress -> progressed(progress, lease);
        CompletableFuture<RunOutcome> outcome = startPoint.stands()
                ? worker.runArriving(request, startPoint.growth(), listener)
                : worker.run(request, listener);
        if (!startPoint.stands()) {
            running = true;
            observer.started();
        }
        return Optional.of(outcome);
    }

    private void progressed(RunProgress progress, WorkerPool.Lease lease) {
        // Progress tells of the last slice that was used up, and may come after more is known.
        stoodAt(progress.fuel());
        memoryBytes = progress.memoryBytes();
        movable = progress.movable();
        boolean news;
        synchronized (this) {
            news = standing != progress.suspended() && !programEnded;
            if (news) {
                standing = progress.suspended();
                tell();
            }
        }
        if (news) {
            lease.suspended(progress.suspended());
            if (!progress.suspended()) {
                startPoint.wentOn();
            } else if (!running) {
                startPoint.restored(progress);
            }
        }
    }

    private RunTerms terms() {
        return new RunTerms(
                id.task(),
                new RunTerms.Program(
                        assign.module(),
                        assign.arguments(),
                        assign.environment(),
                        Optional.ofNullable(assign.clockStart())),
                WireTerms.content(assign.stdin(), assign.inputs(), assign.outputs()),
                WireTerms.limits(assign.resources(), assign.fuelLimit(), Duration.ofMillis(assign.wallLimitMillis())));
    }

    private Optional<SnapshotKey> snapshotKey() {
        return Optional.ofNullable(assign.snapshotKey()).map(Attempt::key);
    }

    private static SnapshotKey key(String text) {
        return SnapshotKey.of(Base64.getUrlDecoder().decode(text));
    }

    private Ended report(RunOutcome outcome, Outputs outputs, List<String> paths)
            throws RunFailed, IOException, InterruptedException {
        fuel = outcome.fuel();
        RunEnd reason = ProgramEnd.of(outcome);
        String detail = outcome.detail();
        if (isDropped()) {
            throw stopOr(new RunFailed(RunEnd.NODE_FAULT, detail));
        }
        if (reason == RunEnd.CANCELLED) {
            RunFailed stopped = stopOr(new RunFailed(RunEnd.NODE_FAULT, "the worker was stopped by nobody here"));
            reason = stopped.reason();
            detail = stopped.getMessage();
        }
        return Report.of(id, outputs.result(outcome, reason, detail, paths));
    }
}
