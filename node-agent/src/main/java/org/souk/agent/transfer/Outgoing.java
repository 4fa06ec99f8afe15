package org.souk.agent.transfer;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.souk.agent.transfer.TransferFailed.Reason;
import org.souk.client.Backoff;
import org.souk.client.MarketRefused;
import org.souk.protocol.migration.Chunk;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.MigrationGrpc;
import org.souk.protocol.migration.Opening;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.node.TransferTicket;

/**
 * Sends one snapshot, in a thread of its own: straight to the target where the ticket names its address, through the
 * bridge where it does not or where that fails. Calls again until the target has everything or it makes no sense any more.
 */
final class Outgoing implements Departure {
    private static final System.Logger LOG = System.getLogger(Outgoing.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofMillis(40);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** A target that was prepared for the move answers at once, or cannot be reached this way. */
    private static final Duration STRAIGHT_ANSWER = Duration.ofSeconds(3);
    /** For the other side to end the call in order, after it has everything. Nobody waits for that. */
    private static final Duration LAST_WORD = Duration.ofSeconds(1);
    /** Given to gRPC before it is asked to send; bounds this side's memory. */
    private static final int AHEAD_BYTES = 1 << 20;

    /** How often the file is looked at for more. */
    private static final Duration LOOK = Duration.ofMillis(1);

    private static final long UNKNOWN = -1;
    private static final int MAX_CUTS_STRAIGHT = 2;
    private final TransferTicket ticket;
    private final String marketHost;
    private final MarketTokens tokens;
    private final Deadline patience;
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, ThreadLocalRandom.current());
    private final Object lock = new Object();

    // Guarded by the lock.
    private Path file;
    private long size = UNKNOWN;
    private long sent;
    private boolean targetThere;
    private boolean closed;
    private boolean done;
    private TransferFailed failure;

    // Of the sending thread alone.
    private SnapshotSource snapshot;
    private int cutsStraight;
    private String token = "";
    private boolean tokenRenewed;

    Outgoing(TransferTicket ticket, String marketHost, MarketTokens tokens, Deadline patience) {
        this.ticket = ticket;
        this.marketHost = marketHost;
        this.tokens = tokens;
        this.patience = patience;
    }

    /** The life of the sending thread. */
    void run() {
        try {
            while (!attempt()) {
                pause();
            }
        } catch (TransferFailed e) {
            end(e);
        } catch (IOException e) {
            end(failed(Reason.INTERNAL, "the snapshot cannot be read: " + e.getMessage(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end(failed(Reason.CANCELLED, "it was interrupted", e));
        } catch (RuntimeException | Error e) {
            LOG.log(Level.ERROR, "sending move " + ticket.move() + " failed", e);
            end(failed(Reason.INTERNAL, e.toString(), e));
        } finally {
            closeSnapshot();
        }
    }

    /** One call, until it ends. True when the target has everything. */
    private boolean attempt() throws IOException, InterruptedException {
        Optional<Metadata> proof = proof();
        if (proof.isEmpty()) {
            return false;
        }
        boolean straight = isStraight();
        try (Route route = Route.to(straight ? ticket.direct() : ticket.relay(), marketHost, straight)) {
            SendCall call = new SendCall(lock);
            MigrationGrpc.newStub(route.channel())
                    .withDeadlineAfter(patience.nanosLeft(), TimeUnit.NANOSECONDS)
                    .withOnReadyThreshold(AHEAD_BYTES)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(proof.get()))
                    .send(call);
            call.requests()
                    .onNext(SendRequest.newBuilder()
                            .setOpening(Opening.newBuilder().setMove(ticket.move()))
                            .build());
            if (stream(call, straight)) {
                return true;
            }
            call.requests().cancel("this call is given up", null);
            judge(call, straight);
            return false;
        }
    }

    /** True when everything has arrived, false when the call has ended or makes no sense. */
    private boolean stream(SendCall call, boolean straight) throws IOException, InterruptedException {
        Deadline answer = straight ? patience.orSooner(STRAIGHT_ANSWER) : patience;
        synchronized (lock) {
            boolean answered = answer.await(lock, () -> call.stand().isPresent() || call.ended() != null || closed);
            if (!answered || call.ended() != null || closed) {
                return false;
            }
            targetThere = true;
            lock.notifyAll();
            patience.await(lock, () -> file != null || call.ended() != null || closed);
            if (file == null || call.ended() != null || closed) {
                return false;
            }
        }
        backoff.reset();
        if (snapshot == null) {
            snapshot = new SnapshotSource(file);
        }
        if (!chunks(call)) {
            return false;
        }
        ClientCallStreamObserver<SendRequest> requests = call.requests();
        requests.onNext(
                SendRequest.newBuilder().setWhole(snapshot.whole(finalSize())).build());
        requests.onCompleted();
        synchronized (lock) {
            patience.await(lock, () -> call.isVerified() || call.ended() != null || closed);
            if (call.isVerified()) {
                done = true;
                lock.notifyAll();
                Deadline.of(LAST_WORD).await(lock, () -> call.ended() != null);
            }
            return done;
        }
    }

    /** Everything up to the end of the file, which may still be written. False when the call has ended before. */
    private boolean chunks(SendCall call) throws IOException, InterruptedException {
        long offset = call.stand().getAsLong();
        while (true) {
            long end = finalSize();
            long length = end == UNKNOWN ? snapshot.length() : end;
            if (offset < length) {
                if (!awaitRoom(call)) {
                    return false;
                }
                Chunk chunk = snapshot.chunk(offset, length);
                call.requests().onNext(SendRequest.newBuilder().setChunk(chunk).build());
                offset = Chunks.end(chunk);
                sent(offset);
            } else if (end != UNKNOWN) {
                return true;
            } else if (!awaitMore(call)) {
                return false;
            }
        }
    }

    private long finalSize() {
        synchronized (lock) {
            return size;
        }
    }

    private void sent(long bytes) {
        synchronized (lock) {
            sent = Math.max(sent, bytes);
            lock.notifyAll();
        }
    }

    private boolean awaitMore(SendCall call) throws InterruptedException {
        synchronized (lock) {
            patience.orSooner(LOOK).await(lock, () -> size != UNKNOWN || call.ended() != null || closed);
            return call.ended() == null && !closed && !patience.isOver();
        }
    }

    private boolean awaitRoom(SendCall call) throws InterruptedException {
        if (call.requests().isReady()) {
            return true;
        }
        synchronized (lock) {
            patience.await(lock, () -> call.requests().isReady() || call.ended() != null || closed);
            return call.ended() == null && !closed && !patience.isOver();
        }
    }

    private boolean isStraight() {
        return ticket.direct() != null && (ticket.relay() == null || cutsStraight < MAX_CUTS_STRAIGHT);
    }

    /** Empty when the market could not be asked for a token just now. */
    private Optional<Metadata> proof() throws TransferFailed, InterruptedException {
        if (isStraight()) {
            return Optional.of(Route.ticket(ticket.secret()));
        }
        try {
            token = tokens.current();
            return Optional.of(Route.ticket(ticket.secret(), token));
        } catch (MarketRefused e) {
            if (e.isPassing()) {
                return Optional.empty();
            }
            throw failed(Reason.REFUSED, e.getMessage(), e);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "no token for the bridge", e);
            return Optional.empty();
        }
    }

    /** Decides after the end of a call whether there is to be another one. */
    private void judge(SendCall call, boolean straight) throws TransferFailed {
        Status status;
        boolean answered;
        synchronized (lock) {
            if (closed) {
                throw failed(Reason.CANCELLED, "this node has ended it", null);
            }
            if (patience.isOver()) {
                throw failed(Reason.TIMED_OUT, "the time is up", null);
            }
            targetThere = false;
            status = call.ended() == null ? Status.CANCELLED.withDescription("no answer") : call.ended();
            answered = call.stand().isPresent();
        }
        LOG.log(Level.DEBUG, "A call for move {0} ended: {1}", ticket.move(), status);
        if (straight && ticket.relay() != null && status.getCode() != Status.Code.ABORTED) {
            cutsStraight = answered ? cutsStraight + 1 : MAX_CUTS_STRAIGHT;
            return;
        }
        if (status.getCode() == Status.Code.UNAUTHENTICATED && !straight && !tokenRenewed) {
            tokenRenewed = true;
            tokens.refused(token);
            return;
        }
        Optional<Reason> lasting = Failure.lasting(status);
        if (lasting.isPresent()) {
            throw failed(lasting.get(), Failure.words(status), status.asException());
        }
    }

    private void pause() throws TransferFailed, InterruptedException {
        Deadline wait = patience.orSooner(backoff.next());
        synchronized (lock) {
            wait.await(lock, () -> closed);
        }
        if (patience.isOver()) {
            throw failed(Reason.TIMED_OUT, "the time is up, and the target was not reached", null);
        }
    }

    @Override
    public boolean awaitTarget(Duration atMost) throws TransferFailed, InterruptedException {
        synchronized (lock) {
            Deadline.of(atMost).await(lock, () -> targetThere || failure != null || done);
            if (failure != null) {
                throw failure;
            }
            return targetThere || done;
        }
    }

    @Override
    public void begin(Path snapshotFile) {
        synchronized (lock) {
            if (file != null && !file.equals(snapshotFile)) {
                throw new IllegalStateException("move " + ticket.move() + " has another snapshot already");
            }
            file = snapshotFile;
            lock.notifyAll();
        }
    }

    @Override
    public void awaitSent(long bytes) throws TransferFailed, InterruptedException {
        synchronized (lock) {
            while (sent < bytes && failure == null && !closed) {
                lock.wait();
            }
            requireOpen();
        }
    }

    @Override
    public void finish(long bytes) throws TransferFailed, InterruptedException {
        synchronized (lock) {
            size = bytes;
            lock.notifyAll();
            while (!done && failure == null && !closed) {
                lock.wait();
            }
            if (!done) {
                requireOpen();
            }
        }
    }

    private void requireOpen() throws TransferFailed {
        if (failure != null) {
            throw failure;
        }
        if (closed) {
            throw failed(Reason.CANCELLED, "this node has ended it", null);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    private void end(TransferFailed reason) {
        synchronized (lock) {
            failure = reason;
            lock.notifyAll();
        }
    }

    private void closeSnapshot() {
        if (snapshot != null) {
            try {
                snapshot.close();
            } catch (IOException e) {
                LOG.log(Level.WARNING, "a snapshot that was sent could not be closed", e);
            }
        }
    }

    private TransferFailed failed(Reason reason, String detail, Throwable cause) {
        return new TransferFailed(ticket.move(), reason, detail, cause);
    }
}
