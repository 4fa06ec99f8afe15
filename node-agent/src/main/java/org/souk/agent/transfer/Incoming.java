package org.souk.agent.transfer;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.souk.agent.transfer.SnapshotSink.Verdict;
import org.souk.agent.transfer.TransferFailed.Reason;
import org.souk.client.Backoff;
import org.souk.client.MarketRefused;
import org.souk.protocol.migration.Chunk;
import org.souk.protocol.migration.MigrationGrpc;
import org.souk.protocol.migration.Whole;
import org.souk.protocol.node.TransferTicket;
import org.souk.runtime.snapshot.GrowingFile;

/**
 * Receives one snapshot: a thread of its own waits at the bridge, and a source that comes straight brings it to
 * {@link #take}. Who has brought everything first has won.
 */
final class Incoming implements Arrival {
    private static final System.Logger LOG = System.getLogger(Incoming.class.getName());
    private static final Duration FIRST_WAIT = Duration.ofMillis(40);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);
    /** For the bridge to pass on that everything is here. */
    private static final Duration LAST_WORD = Duration.ofSeconds(2);
    /** When nothing comes for longer, the source has nothing to send. */
    private static final Duration LONGEST_GAP = Duration.ofMillis(50);
    /** Corrupted chunks are rare behind the checksums of the network: this many are no accident. */
    private static final int MAX_CORRUPTED = 5;

    private final TransferTicket ticket;
    private final Path file;
    private final String marketHost;
    private final MarketTokens tokens;
    private final Deadline patience;
    private final Consumer<Incoming> forget;
    private final SnapshotSink sink;
    private final GrowingFile growth = new GrowingFile();
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, ThreadLocalRandom.current());
    private final Object lock = new Object();

    // Guarded by the lock.
    private boolean complete;
    private boolean closed;
    private int corrupted;
    private long lastNanos;
    private long tookNanos;
    private TransferFailed failure;

    // Of the receiving thread alone.
    private String token = "";
    private boolean tokenRenewed;

    /** @param forget run once when it is closed */
    Incoming(
            TransferTicket ticket,
            Path file,
            String marketHost,
            MarketTokens tokens,
            Deadline patience,
            Consumer<Incoming> forget)
            throws IOException {
        this.ticket = ticket;
        this.file = file;
        this.marketHost = marketHost;
        this.tokens = tokens;
        this.patience = patience;
        this.forget = forget;
        this.sink = new SnapshotSink(file, ticket.limitBytes());
    }

    String move() {
        return ticket.move();
    }

    /** Whether this is the move's secret, in a time that tells nothing about it. */
    boolean isSecret(String offered) {
        return MessageDigest.isEqual(
                offered.getBytes(StandardCharsets.UTF_8), ticket.secret().getBytes(StandardCharsets.UTF_8));
    }

    long stand() {
        return sink.stand();
    }

    Verdict take(Chunk chunk) {
        return take(() -> sink.take(chunk));
    }

    Verdict take(Whole whole) {
        return take(() -> sink.take(whole));
    }

    private interface Intake {
        Verdict take() throws IOException;
    }

    private Verdict take(Intake intake) {
        try {
            Verdict verdict = isOver() ? Verdict.GIVEN_UP : intake.take();
            return note(verdict);
        } catch (IOException e) {
            fail(Reason.INTERNAL, "the snapshot cannot be stored: " + e.getMessage(), e);
            return Verdict.GIVEN_UP;
        }
    }

    private Verdict note(Verdict verdict) {
        switch (verdict) {
            case COMPLETE -> {
                synchronized (lock) {
                    complete = true;
                    lock.notifyAll();
                }
                growth.grown(stand(), true);
            }
            case TOO_LARGE -> fail(Reason.TOO_LARGE, "it is larger than " + ticket.limitBytes() + " bytes", null);
            case CORRUPTED -> {
                if (isTooOften()) {
                    fail(Reason.CORRUPTED, "what comes is not what was sent", null);
                    return Verdict.GIVEN_UP;
                }
            }
            case SPOILT -> fail(Reason.CORRUPTED, "what has come is not what was sent", null);
            case STORED -> {
                took();
                growth.grown(stand(), false);
            }
            case DUPLICATE, OUT_OF_STEP, GIVEN_UP -> {
                // Nothing to note.
            }
        }
        return verdict;
    }

    private void took() {
        synchronized (lock) {
            long now = System.nanoTime();
            tookNanos += lastNanos == 0 ? 0 : Math.min(now - lastNanos, LONGEST_GAP.toNanos());
            lastNanos = now;
        }
    }

    private boolean isTooOften() {
        synchronized (lock) {
            corrupted++;
            return corrupted >= MAX_CORRUPTED;
        }
    }

    private boolean isOver() {
        synchronized (lock) {
            return failure != null || (closed && !complete);
        }
    }

    /** Why there will be no transfer, in words for the source. */
    String reason() {
        synchronized (lock) {
            return failure == null ? "the target has ended it" : failure.getMessage();
        }
    }

    /** The life of the receiving thread. */
    void run() {
        try {
            while (attempt()) {
                pause();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(Reason.CANCELLED, "it was interrupted", e);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "receiving move " + ticket.move() + " failed", e);
            fail(Reason.INTERNAL, e.toString(), e);
        }
    }

    /** One call, until it ends. True when there is to be another one. */
    private boolean attempt() throws InterruptedException {
        Optional<Metadata> proof = proof();
        if (proof.isEmpty()) {
            return mayGoOn();
        }
        try (Route route = Route.to(ticket.relay(), marketHost, false)) {
            ReceiveCall call = new ReceiveCall(this, lock);
            MigrationGrpc.newStub(route.channel())
                    .withDeadlineAfter(patience.nanosLeft(), TimeUnit.NANOSECONDS)
                    .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(proof.get()))
                    .receive(call);
            call.open(ticket.move());
            Status status;
            synchronized (lock) {
                patience.await(lock, () -> call.ended() != null || isAtEnd());
                Deadline lastWord = Deadline.of(LAST_WORD);
                lastWord.await(lock, () -> !call.isBusy());
                if (call.isAnswered()) {
                    lastWord.await(lock, () -> call.ended() != null);
                }
                status = call.ended();
            }
            call.cancel("this call is given up");
            return judge(status);
        }
    }

    private boolean isAtEnd() {
        return closed || failure != null;
    }

    private boolean mayGoOn() {
        synchronized (lock) {
            return !isAtEnd();
        }
    }

    /** @param status null when the call was still open */
    private boolean judge(Status status) {
        synchronized (lock) {
            if (isAtEnd() || (complete && status != null && status.isOk())) {
                return false;
            }
        }
        if (patience.isOver()) {
            fail(Reason.TIMED_OUT, "the time is up", null);
            return false;
        }
        if (status == null || status.isOk()) {
            return true;
        }
        LOG.log(Level.DEBUG, "A call for move {0} ended: {1}", ticket.move(), status);
        if (status.getCode() == Status.Code.UNAUTHENTICATED && !tokenRenewed) {
            tokenRenewed = true;
            tokens.refused(token);
            return true;
        }
        Optional<Reason> lasting = Failure.lasting(status);
        lasting.ifPresent(reason -> fail(reason, Failure.words(status), status.asException()));
        return lasting.isEmpty();
    }

    /** Empty when the market could not be asked for a token just now, or does not give one. */
    private Optional<Metadata> proof() throws InterruptedException {
        try {
            token = tokens.current();
            return Optional.of(Route.ticket(ticket.secret(), token));
        } catch (IOException e) {
            if (e instanceof MarketRefused refused && !refused.isPassing()) {
                fail(Reason.REFUSED, e.getMessage(), e);
            }
            LOG.log(Level.DEBUG, "no token for the bridge", e);
            return Optional.empty();
        }
    }

    private void pause() throws InterruptedException {
        Deadline wait = patience.orSooner(backoff.next());
        synchronized (lock) {
            wait.await(lock, this::isAtEnd);
        }
    }

    /** What is complete stays so, whatever becomes of calls that are still open. */
    private void fail(Reason reason, String detail, Throwable cause) {
        synchronized (lock) {
            if (!complete && failure == null) {
                failure = new TransferFailed(ticket.move(), reason, detail, cause);
                lock.notifyAll();
            }
        }
    }

    @Override
    public GrowingFile growth() {
        return growth;
    }

    @Override
    public Received received() {
        synchronized (lock) {
            return new Received(stand(), Duration.ofNanos(tookNanos));
        }
    }

    @Override
    public long await() throws TransferFailed, InterruptedException {
        synchronized (lock) {
            if (!patience.await(lock, () -> complete || isAtEnd())) {
                fail(Reason.TIMED_OUT, "the time is up, and the source did not send everything", null);
            }
            if (complete) {
                return stand();
            }
            if (failure == null) {
                fail(Reason.CANCELLED, "this node has ended it", null);
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        boolean incomplete;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            incomplete = !complete;
            lock.notifyAll();
        }
        forget.accept(this);
        try {
            sink.close();
            if (incomplete) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the rest of a transfer could not be removed: " + file, e);
        }
    }
}
