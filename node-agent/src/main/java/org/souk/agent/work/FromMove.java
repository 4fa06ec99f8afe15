package org.souk.agent.work;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.souk.agent.transfer.Arrival;
import org.souk.agent.transfer.Transfers;
import org.souk.protocol.node.AgentFrame.MoveFailed;
import org.souk.protocol.node.AgentFrame.MovePrepared;
import org.souk.protocol.node.AgentFrame.MoveRestored;
import org.souk.protocol.node.HeldMove;
import org.souk.protocol.node.MoveStage;
import org.souk.protocol.node.TransferTicket;
import org.souk.runtime.RunProgress;

/**
 * A program comes from another node while it runs. It is loaded and compiled first, so that it stands still there for as
 * short as can be; then it is restored here and stands, until the market says whose it is. Until then this node owns
 * nothing: whatever fails, its copy is dropped, and the program goes on where it came from.
 */
final class FromMove implements Beginning {
    /** From the order to the last byte; a move that takes longer was given up by the market long before. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final AttemptId id;
    private final TransferTicket ticket;
    private final Transfers transfers;
    private final Outbox outbox;
    private Attempt attempt;
    private MoveStage stage = MoveStage.PREPARING;
    private long bytes;
    private long transferMillis;
    private RunProgress restored;
    private boolean takenOver;

    FromMove(AttemptId id, TransferTicket ticket, Transfers transfers, Outbox outbox) {
        this.id = id;
        this.ticket = ticket;
        this.transfers = transfers;
        this.outbox = outbox;
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
            throws AttemptFailed, IOException, InterruptedException {
        Path file = folder.snapshot();
        long limit = PATIENCE.toNanos();
        long began = System.nanoTime();
        // Listens before it says that it is prepared: nothing is sent to a node that does not listen.
        try (Arrival arrival = transfers.arrive(ticket, file, Duration.ofNanos(limit))) {
            prepare(lease, inputs);
            lease.suspended(true);
            note(MoveStage.PREPARED);
            answer();
            long size = arrival.await();
            synchronized (this) {
                bytes = size;
                transferMillis = Duration.ofNanos(System.nanoTime() - began).toMillis();
            }
        }
        return Optional.of(file);
    }

    private static void prepare(WorkerPool.Lease lease, Inputs inputs)
            throws AttemptFailed, IOException, InterruptedException {
        CompletableFuture<Optional<String>> prepared = lease.worker().prepare(inputs.module(), inputs.moduleKey());
        try {
            Optional<String> refusal = prepared.get();
            if (refusal.isPresent()) {
                throw new AttemptFailed(EndReason.INVALID_MODULE, refusal.get());
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
                ticket.move(), reached, restored == null ? 0 : restored.wall().toMillis(), bytes));
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
                            bytes,
                            transferMillis));
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
