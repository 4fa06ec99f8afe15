package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.souk.agent.transfer.Arrival;
import org.souk.agent.transfer.Received;
import org.souk.agent.transfer.TransferFailed;
import org.souk.agent.transfer.Transfers;
import org.souk.core.replay.RunEnd;
import org.souk.protocol.node.AgentFrame.MoveFailed;
import org.souk.protocol.node.AgentFrame.MovePrepared;
import org.souk.protocol.node.AgentFrame.MoveRestored;
import org.souk.protocol.node.HeldMove;
import org.souk.protocol.node.MoveStage;
import org.souk.protocol.node.TransferTicket;
import org.souk.replay.run.Inputs;
import org.souk.replay.run.RunFailed;
import org.souk.replay.run.RunFolders;
import org.souk.runtime.RunProgress;
import org.souk.runtime.snapshot.GrowingFile;

/**
 * A program comes from another node while it runs. It is loaded and compiled first, and what arrives is restored at once, so
 * that it stands still there for as short as can be; then it stands here, until the market says whose it is. Until then
 * this node owns nothing: whatever fails, its copy is dropped, and the program goes on where it came from.
 */
final class MigratedStart implements StartPoint {
    private static final System.Logger LOG = System.getLogger(MigratedStart.class.getName());

    /** From the order to the last byte; a move that takes longer was given up by the market long before. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final AttemptId id;
    private final TransferTicket ticket;
    private final Transfers transfers;
    private final Outbox outbox;
    private final Executor threads;
    private Attempt attempt;
    private volatile Arrival arrival;
    private MoveStage stage = MoveStage.PREPARING;
    private RunProgress restored;
    private boolean takenOver;
    private boolean wentOn;

    /** @param threads wait for the snapshot */
    MigratedStart(AttemptId id, TransferTicket ticket, Transfers transfers, Outbox outbox, Executor threads) {
        this.id = id;
        this.ticket = ticket;
        this.transfers = transfers;
        this.outbox = outbox;
        this.threads = threads;
    }

    /** Says which attempt begins so. */
    synchronized void of(Attempt begun) {
        attempt = begun;
        note(MoveStage.PREPARING);
    }

    boolean isOf(String move) {
        return ticket.move().equals(move);
    }

    /** Whether the program is this node's. */
    synchronized boolean isTakenOver() {
        return takenOver;
    }

    @Override
    public boolean stands() {
        return true;
    }

    @Override
    public Optional<Path> snapshot(WorkerPool.Lease lease, Inputs inputs, RunFolders.RunFolder folder)
            throws RunFailed, IOException, InterruptedException {
        Path file = folder.snapshot();
        // Listens before it says that it is prepared: nothing is sent to a node that does not listen.
        Arrival listening = transfers.arrive(ticket, file, PATIENCE);
        arrival = listening;
        prepare(lease, inputs);
        lease.suspended(true);
        threads.execute(() -> await(listening));
        note(MoveStage.PREPARED);
        answer();
        return Optional.of(file);
    }

    private void await(Arrival listening) {
        try {
            listening.await();
        } catch (TransferFailed e) {
            attempt.cancel(RunEnd.NODE_FAULT, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            attempt.cancel(RunEnd.NODE_FAULT, "the agent was interrupted");
        }
    }

    @Override
    public GrowingFile growth() {
        return arrival.growth();
    }

    @Override
    public synchronized void wentOn() {
        if (!wentOn) {
            wentOn = true;
            LOG.log(Level.INFO, "{0} goes on after move {1} at {2}", id, ticket.move(), Instant.now());
        }
    }

    @Override
    public void over() {
        Arrival open = arrival;
        if (open != null) {
            open.close();
        }
    }

    private static void prepare(WorkerPool.Lease lease, Inputs inputs)
            throws RunFailed, IOException, InterruptedException {
        CompletableFuture<Optional<String>> prepared = lease.worker().prepare(inputs.module(), inputs.moduleKey());
        try {
            Optional<String> refusal = prepared.get();
            if (refusal.isPresent()) {
                throw new RunFailed(RunEnd.INVALID_MODULE, refusal.get());
            }
        } catch (ExecutionException e) {
            throw new IOException("the worker failed", e.getCause());
        } catch (InterruptedException e) {
            // It is busy with what nobody waits for.
            lease.worker().close();
            throw e;
        }
    }

    @Override
    public void restored(RunProgress progress) {
        synchronized (this) {
            restored = progress;
            note(MoveStage.RESTORED);
        }
        answer();
    }

    private synchronized void note(MoveStage reached) {
        stage = reached;
        attempt.moving(new HeldMove(
                ticket.move(),
                reached,
                restored == null ? 0 : restored.wall().toMillis(),
                received().bytes()));
    }

    private Received received() {
        return arrival == null ? new Received(0, Duration.ZERO) : arrival.received();
    }

    /** Tells how far it is, again when it was asked again. */
    void answer() {
        synchronized (this) {
            if (takenOver) {
                return;
            }
            switch (stage) {
                case PREPARED -> outbox.send(new MovePrepared(ticket.move(), id.task(), id.number()));
                case RESTORED ->
                    outbox.send(new MoveRestored(
                            ticket.move(),
                            id.task(),
                            id.number(),
                            restored.fuel(),
                            restored.wall().toMillis(),
                            received().bytes(),
                            received().took().toMillis()));
                case PREPARING, DEPARTING, DEPARTED -> {
                    // Nothing to tell yet; the other two are the source's.
                }
            }
        }
    }

    /** The market says that the program is this node's. */
    void takeOver() {
        synchronized (this) {
            if (takenOver || stage != MoveStage.RESTORED) {
                return;
            }
            takenOver = true;
        }
        attempt.takeOver();
    }

    /** This node cannot; a failure after it was taken over is reported as any attempt's. */
    void failed(String reason) {
        outbox.send(new MoveFailed(ticket.move(), id.task(), id.number(), reason));
    }
}
