package org.souk.agent.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.souk.agent.transfer.Arrival;
import org.souk.agent.transfer.Departure;
import org.souk.agent.transfer.Received;
import org.souk.agent.transfer.TransferFailed;
import org.souk.agent.transfer.Transfers;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;
import org.souk.runtime.snapshot.GrowingFile;

/** Transfers within one process, which can be held up and broken. Several nodes share one. */
final class FakeTransfers implements Transfers {
    private final Map<String, CompletableFuture<byte[]>> moves = new ConcurrentHashMap<>();
    private final CountDownLatch mayArrive;
    volatile boolean broken;

    /** One bit of each snapshot is turned over, and no checksum of the way knows. */
    volatile boolean damaging;

    FakeTransfers() {
        this(new CountDownLatch(0));
    }

    /** @param mayArrive nothing arrives before */
    FakeTransfers(CountDownLatch mayArrive) {
        this.mayArrive = mayArrive;
    }

    private CompletableFuture<byte[]> of(TransferTicket ticket) {
        return moves.computeIfAbsent(ticket.move(), move -> new CompletableFuture<>());
    }

    @Override
    public Optional<PeerAddress> direct() {
        return Optional.empty();
    }

    @Override
    public Departure depart(TransferTicket ticket, Duration patience) {
        CompletableFuture<byte[]> way = of(ticket);
        return new Departure() {
            private Path sent;

            @Override
            public boolean awaitTarget(Duration atMost) {
                return true;
            }

            @Override
            public void begin(Path file) {
                sent = file;
            }

            @Override
            public void awaitSent(long bytes) {
                // Nothing is on the way before all of it is.
            }

            @Override
            public void finish(long bytes) throws TransferFailed {
                if (broken) {
                    throw new TransferFailed(ticket.move(), TransferFailed.Reason.UNREACHABLE, "cut");
                }
                try {
                    way.complete(Files.readAllBytes(sent));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public Arrival arrive(TransferTicket ticket, Path file, Duration patience) throws IOException {
        Files.write(file, new byte[0]);
        GrowingFile growth = new GrowingFile();
        AtomicLong size = new AtomicLong();
        CompletableFuture<Long> arrived = of(ticket).thenApplyAsync(sent -> {
            byte[] bytes = sent.clone();
            if (damaging) {
                bytes[bytes.length / 2] ^= 1;
            }
            try {
                mayArrive.await();
                Files.write(file, bytes);
            } catch (IOException | InterruptedException e) {
                throw new CompletionException(e);
            }
            size.set(bytes.length);
            growth.grown(bytes.length, true);
            return (long) bytes.length;
        });
        return new Arrival() {
            @Override
            public GrowingFile growth() {
                return growth;
            }

            @Override
            public Received received() {
                return new Received(size.get(), Duration.ZERO);
            }

            @Override
            public long await() throws TransferFailed, InterruptedException {
                try {
                    return arrived.get();
                } catch (ExecutionException e) {
                    throw new TransferFailed(ticket.move(), TransferFailed.Reason.INTERNAL, e.getMessage(), e);
                }
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
