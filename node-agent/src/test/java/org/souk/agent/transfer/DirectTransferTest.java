package org.souk.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.agent.transfer.TransferFailed.Reason;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;
import org.souk.testing.Patience;

/** From node to node without a bridge. */
class DirectTransferTest {
    private static final int SIZE = 3_000_001;

    @TempDir
    Path folder;

    private NodeTransfers source;
    private NodeTransfers target;
    private TransferTicket atTarget;
    private TransferTicket atSource;

    @BeforeEach
    void offerAddress() {
        source = new NodeTransfers("127.0.0.1", new Loopback.NoTokens(), Optional.empty());
        target = new NodeTransfers(
                "127.0.0.1",
                new Loopback.NoTokens(),
                Optional.of(new TransferAddress("127.0.0.1", Loopback.freePort())));
        atTarget = Loopback.ticket(null, null);
        atSource = Loopback.ticket(null, target.direct().orElseThrow());
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
    }

    @Test
    void snapshotArrivesUnchanged() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        Path received = folder.resolve("received");
        try (Arrival arrival = target.arrive(atTarget, received, Patience.LIMIT)) {
            source.send(snapshot, atSource, Patience.LIMIT);

            assertThat(arrival.await()).isEqualTo(SIZE);
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void emptySnapshotArrives() throws Exception {
        Path snapshot = Loopback.snapshot(folder, 0, 1);
        Path received = folder.resolve("received");
        try (Arrival arrival = target.arrive(atTarget, received, Patience.LIMIT)) {
            source.send(snapshot, atSource, Patience.LIMIT);

            assertThat(arrival.await()).isZero();
        }
        assertThat(received).isEmptyFile();
    }

    @Test
    void sourceLearnsThatTheTargetIsThereBeforeThereIsASnapshot() throws Exception {
        try (Arrival arrival = target.arrive(atTarget, folder.resolve("received"), Patience.LIMIT);
                Departure departure = source.depart(atSource, Patience.LIMIT)) {
            assertThat(departure.awaitTarget(Patience.LIMIT)).isTrue();

            departure.send(Loopback.snapshot(folder, SIZE, 1));

            assertThat(arrival.await()).isEqualTo(SIZE);
        }
    }

    @Test
    void wrongSecretIsRefused() throws Exception {
        TransferTicket forged =
                new TransferTicket("move-1", "some-other-secret", null, atSource.direct(), Loopback.LIMIT);
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Arrival arrival = target.arrive(atTarget, folder.resolve("received"), Duration.ofMillis(300))) {
            assertThatThrownBy(() -> source.send(snapshot, forged, Patience.LIMIT))
                    .isInstanceOfSatisfying(
                            TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
                    .hasMessageContaining("secret");
            assertThatThrownBy(arrival::await).isInstanceOfSatisfying(TransferFailed.class, e -> assertThat(e.reason())
                    .isEqualTo(Reason.TIMED_OUT));
        }
        assertThat(folder.resolve("received")).doesNotExist();
    }

    @Test
    void moveThatTheTargetDoesNotWaitForIsRefused() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        target.arrive(atTarget, folder.resolve("received"), Patience.LIMIT).close();

        assertThatThrownBy(() -> source.send(snapshot, atSource, Patience.LIMIT))
                .isInstanceOfSatisfying(
                        TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void anotherCertificateThanTheMarketNamedIsNotTrusted() throws Exception {
        PeerAddress real = atSource.direct();
        PeerAddress other = new PeerAddress(real.host(), real.port(), true, "00".repeat(32));
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        Duration brief = Duration.ofMillis(500);
        try (Arrival arrival = target.arrive(atTarget, folder.resolve("received"), brief)) {
            assertThatThrownBy(() -> source.send(snapshot, Loopback.ticket(null, other), brief))
                    .isInstanceOf(TransferFailed.class);
            assertThatThrownBy(arrival::await).isInstanceOf(TransferFailed.class);
        }
    }

    @Test
    void snapshotOverTheLimitIsRefused() throws Exception {
        TransferTicket narrow = new TransferTicket("move-1", Loopback.SECRET, null, null, 1_000_000);
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Arrival arrival = target.arrive(narrow, folder.resolve("received"), Patience.LIMIT)) {
            assertThatThrownBy(() -> source.send(snapshot, atSource, Patience.LIMIT))
                    .isInstanceOfSatisfying(
                            TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
            assertThatThrownBy(arrival::await).isInstanceOfSatisfying(TransferFailed.class, e -> assertThat(e.reason())
                    .isEqualTo(Reason.TOO_LARGE));
        }
        assertThat(folder.resolve("received")).doesNotExist();
    }

    @Test
    void targetThatIsNotThereEndsInTime() throws IOException {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);

        assertThatThrownBy(() -> source.send(snapshot, atSource, Duration.ofMillis(300)))
                .isInstanceOfSatisfying(
                        TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
    }

    @Test
    void closedDepartureEndsItsSending() throws Exception {
        Departure departure = source.depart(atSource, Patience.LIMIT);
        departure.close();

        assertThatThrownBy(() -> departure.send(Loopback.snapshot(folder, SIZE, 1)))
                .isInstanceOfSatisfying(
                        TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.CANCELLED));
    }

    @Test
    void whatIsWrittenWhileItIsSentArrivesToo() throws Exception {
        Path all = Loopback.snapshot(folder, SIZE, 1);
        byte[] bytes = Files.readAllBytes(all);
        Path growing = Files.write(folder.resolve("growing"), Arrays.copyOf(bytes, SIZE / 3));
        Path received = folder.resolve("received");
        try (Arrival arrival = target.arrive(atTarget, received, Patience.LIMIT);
                Departure departure = source.depart(atSource, Patience.LIMIT)) {
            departure.begin(growing);
            departure.awaitSent(SIZE / 3);
            CompletableFuture<Long> seen = new CompletableFuture<>();
            arrival.growth().follow((there, complete) -> {
                if (there == SIZE / 3) {
                    seen.complete(there);
                }
            });
            seen.get();
            Files.write(growing, Arrays.copyOfRange(bytes, SIZE / 3, SIZE), StandardOpenOption.APPEND);
            departure.finish(SIZE);

            assertThat(arrival.await()).isEqualTo(SIZE);
        }
        assertThat(received).hasSameBinaryContentAs(all);
    }

    @Test
    void twoSnapshotsInOneMoveAreNotTakenForOne() throws Exception {
        // The target has the beginning of another one, of which a part may be restored already.
        Path first = Loopback.snapshot(folder, SIZE, 1);
        Path second = Loopback.snapshot(folder, SIZE, 2);
        Path received = folder.resolve("received");
        try (Incoming arrival = (Incoming) target.arrive(atTarget, received, Patience.LIMIT);
                SnapshotSource half = new SnapshotSource(first)) {
            arrival.take(half.chunk(0, SIZE));

            assertThatThrownBy(() -> source.send(second, atSource, Patience.LIMIT))
                    .isInstanceOf(TransferFailed.class);
            assertThatThrownBy(arrival::await).hasMessageContaining("not what was sent");
        }
        assertThat(received).doesNotExist();
    }
}
