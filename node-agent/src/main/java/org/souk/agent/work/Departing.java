package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.souk.agent.transfer.Departure;
import org.souk.agent.transfer.Transfers;
import org.souk.protocol.node.AgentFrame.MoveDeparted;
import org.souk.protocol.node.AgentFrame.MoveFailed;
import org.souk.protocol.node.HeldMove;
import org.souk.protocol.node.MoveStage;
import org.souk.protocol.node.TransferTicket;
import org.souk.runtime.SnapshotOrder;
import org.souk.runtime.SnapshotResult;

/**
 * The source's part in one move of an attempt. The program runs until the target is connected; then it stands, its snapshot
 * is taken and sent. From the first byte on it stands until the market says what became of the move: the target may own it
 * already. Before that whatever fails lets it go on at once.
 */
final class Departing {
    private static final System.Logger LOG = System.getLogger(Departing.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SNAPSHOT = Duration.ofSeconds(60);

    private final Attempt attempt;
    private final String move;
    private final Path file;
    private final Transfers transfers;
    private final Outbox outbox;
    private final Executor threads;
    private Departure departure;
    private SnapshotResult.Taken taken;
    private boolean working;
    private boolean over;

    /** @param file for the snapshot, which is deleted when the move is over */
    Departing(Attempt attempt, String move, Path file, Transfers transfers, Outbox outbox, Executor threads) {
        this.attempt = attempt;
        this.move = move;
        this.file = file;
        this.transfers = transfers;
        this.outbox = outbox;
        this.threads = threads;
    }

    boolean isOf(String other) {
        return move.equals(other);
    }

    boolean isFor(Attempt other) {
        return attempt == other;
    }

    /** Begins; when it was ordered again, says again what was said and sends again what did not arrive. */
    synchronized void order(TransferTicket ticket) {
        if (over) {
            return;
        }
        if (taken != null) {
            outbox.send(departed());
        }
        if (!working) {
            working = true;
            if (taken == null) {
                attempt.moving(new HeldMove(move, MoveStage.DEPARTING, 0, 0));
            }
            threads.execute(() -> work(ticket));
        }
    }

    private void work(TransferTicket ticket) {
        try (Departure way = open(ticket)) {
            if (!hasLeft()) {
                if (!way.awaitTarget(CONNECT)) {
                    throw new IOException("the target was not connected within " + CONNECT.toSeconds() + " s");
                }
                leave();
            }
            way.send(file);
            rest();
        } catch (IOException | RuntimeException e) {
            failed(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failed(e);
        }
    }

    private synchronized void rest() {
        working = false;
    }

    private synchronized boolean hasLeft() {
        return taken != null;
    }

    private synchronized Departure open(TransferTicket ticket) throws IOException {
        requireGoingOn();
        departure = transfers.depart(ticket, PATIENCE);
        return departure;
    }

    private void requireGoingOn() throws IOException {
        if (over) {
            throw new IOException("the move is over");
        }
    }

    private void leave() throws IOException, InterruptedException {
        synchronized (this) {
            requireGoingOn();
            attempt.hold(Attempt.Hold.MOVE);
        }
        SnapshotResult.Taken snapshot = takeSnapshot();
        synchronized (this) {
            requireGoingOn();
            taken = snapshot;
            attempt.stoodAt(snapshot.fuel());
            attempt.moving(
                    new HeldMove(move, MoveStage.DEPARTED, snapshot.wall().toMillis(), snapshot.bytes()));
            outbox.send(departed());
        }
    }

    private SnapshotResult.Taken takeSnapshot() throws IOException, InterruptedException {
        try {
            return attempt.snapshot(SnapshotOrder.to(file).andStand()).get(SNAPSHOT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no snapshot could be taken: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no snapshot could be taken within " + SNAPSHOT.toSeconds() + " s", e);
        }
    }

    private MoveDeparted departed() {
        return new MoveDeparted(
                move,
                attempt.id().task(),
                attempt.id().number(),
                taken.fuel(),
                taken.wall().toMillis(),
                taken.bytes());
    }

    private void failed(Exception cause) {
        synchronized (this) {
            // Before it is told, since the order may come again at once.
            working = false;
            if (over) {
                return;
            }
            LOG.log(Level.WARNING, "{0} could not leave with move {1}: {2}", attempt.id(), move, cause.getMessage());
            if (taken == null) {
                // Nothing has left this node.
                attempt.moving(null);
                attempt.release(Attempt.Hold.MOVE);
            }
            outbox.send(new MoveFailed(move, attempt.id().task(), attempt.id().number(), cause.getMessage()));
        }
    }

    /** The move will not be: the program goes on. */
    void abort() {
        end();
        attempt.moving(null);
        attempt.release(Attempt.Hold.MOVE);
    }

    /** Ends what is under way; the program stays as it is. */
    void end() {
        Departure open;
        synchronized (this) {
            over = true;
            open = departure;
        }
        if (open != null) {
            open.close();
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The snapshot " + file + " could not be deleted", e);
        }
    }
}
