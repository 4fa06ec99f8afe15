package org.souk.agent.work;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
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
 * The source's part in one move of an attempt. When the target is connected, a whole snapshot is sent while the program runs,
 * and then what it has changed meanwhile, as long as that becomes less. Only then it stands, and its last changes are
 * sent while they are still written (pre-copy; Clark et al., "Live Migration of Virtual Machines", NSDI 2005). Until the last
 * byte is written, whatever fails lets it go on at once, for the target has nothing that it could own; from then on it
 * stands until the market says what became of the move.
 */
final class Departing {
    private static final System.Logger LOG = System.getLogger(Departing.class.getName());
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final Duration SNAPSHOT = Duration.ofSeconds(60);

    /** So little is sent in no time. */
    private static final long SMALL_BYTES = 1 << 20;

    private static final int MOST_ROUNDS = 4;

    /** The market has patience for half a minute. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofSeconds(20);

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
    /** Why it could not leave; null as long as it may. */
    private String failure;

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
        if (failure != null) {
            outbox.send(moveFailed(failure));
        }
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
                sendAhead(way);
                leave();
            } else {
                way.begin(file);
            }
            way.finish(bytes());
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

    private synchronized long bytes() {
        return taken.bytes();
    }

    /** While the program runs. Ends when another round would not make less to send while it stands. */
    private void sendAhead(Departure way) throws IOException, InterruptedException {
        SnapshotOrder order = SnapshotOrder.to(file).uncompressed();
        SnapshotResult.Taken last = snapshot(order);
        long began = System.nanoTime();
        way.begin(file);
        way.awaitSent(last.bytes());
        Duration whole = Duration.ofNanos(System.nanoTime() - began);
        long wholeBytes = last.bytes();
        for (int round = 1; round < MOST_ROUNDS && last.addedBytes() > SMALL_BYTES; round++) {
            SnapshotResult.Taken next = snapshot(order.appended());
            way.awaitSent(next.bytes());
            boolean shrinks = next.addedBytes() < last.addedBytes() / 2;
            last = next;
            if (!shrinks) {
                break;
            }
        }
        double seconds = whole.toMillis() / 1000.0 * last.addedBytes() / wholeBytes;
        if (seconds > LONGEST_STANDSTILL.toSeconds()) {
            throw new IOException(
                    "it changes so much that it would have to stand still for " + Math.round(seconds) + " s");
        }
    }

    private void leave() throws IOException, InterruptedException {
        synchronized (this) {
            requireGoingOn();
            attempt.hold(Attempt.Hold.MOVE);
        }
        SnapshotResult.Taken last =
                snapshot(SnapshotOrder.to(file).uncompressed().appended().andStand());
        synchronized (this) {
            requireGoingOn();
            taken = last;
            LOG.log(
                    Level.INFO,
                    "{0} stands still for move {1} since {2}",
                    attempt.id(),
                    move,
                    Instant.now().minus(last.took()));
            attempt.stoodAt(last.fuel());
            attempt.moving(new HeldMove(move, MoveStage.DEPARTED, last.wall().toMillis(), last.bytes()));
            outbox.send(departed());
        }
    }

    private SnapshotResult.Taken snapshot(SnapshotOrder order) throws IOException, InterruptedException {
        CompletableFuture<SnapshotResult.Taken> ordered = attempt.snapshot(order);
        try {
            return ordered.get(SNAPSHOT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException("no snapshot could be taken: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            // It may come after all, and let the program stand that has long been told to go on.
            ordered.whenComplete((late, none) -> attempt.release(Attempt.Hold.MOVE));
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
                if (taken == null) {
                    // It may have been told to go on while it was saved, only to stand still after that.
                    attempt.release(Attempt.Hold.MOVE);
                }
                return;
            }
            LOG.log(Level.WARNING, "{0} could not leave with move {1}: {2}", attempt.id(), move, cause.getMessage());
            if (taken == null) {
                // The target cannot have it, nor will it: what it has got already is of no use with another snapshot.
                failure = cause.getMessage();
                over = true;
                attempt.moving(null);
                attempt.release(Attempt.Hold.MOVE);
            }
            outbox.send(moveFailed(cause.getMessage()));
        }
    }

    private MoveFailed moveFailed(String why) {
        return new MoveFailed(move, attempt.id().task(), attempt.id().number(), why);
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
