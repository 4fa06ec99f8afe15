package org.souk.agent.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.agent.transfer.TransferFailed.Reason;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;
import org.souk.testing.Patience;

/** From node to node through the market's bridge. */
class RelayTransferTest {
    private static final int SIZE = 5_000_001;

    @TempDir
    Path folder;

    private Path received;
    private Bridge bridge;
    private NodeTransfers source;
    private NodeTransfers target;

    @BeforeEach
    void start() {
        received = folder.resolve("received");
        bridge = Bridge.open();
        source = node("source");
        target = node("target");
    }

    private static NodeTransfers node(String token) {
        return new NodeTransfers("127.0.0.1", Bridge.token(token), Optional.empty());
    }

    @AfterEach
    void close() {
        source.close();
        target.close();
        bridge.close();
    }

    private TransferTicket ticket() {
        return Loopback.ticket(bridge.address(), null);
    }

    private static TransferTicket through(Wire wire) {
        return Loopback.ticket(Bridge.at(wire.port()), null);
    }

    private static Future<Void> inBackground(Attempt attempt) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                attempt.make();
                end.complete(null);
            } catch (Exception e) {
                end.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return end;
    }

    private interface Attempt {
        void make() throws Exception;
    }

    @Test
    void snapshotArrivesUnchanged() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Arrival arrival = target.arrive(ticket(), received, Patience.LIMIT)) {
            source.send(snapshot, ticket(), Patience.LIMIT);

            assertThat(arrival.await()).isEqualTo(SIZE);
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void sourceMayComeLongBeforeTheTarget() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Departure departure = source.depart(ticket(), Patience.LIMIT)) {
            assertThat(departure.awaitTarget(Duration.ofMillis(200))).isFalse();

            try (Arrival arrival = target.arrive(ticket(), received, Patience.LIMIT)) {
                assertThat(departure.awaitTarget(Patience.LIMIT)).isTrue();
                departure.send(snapshot);
                arrival.await();
            }
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void cutConnectionOfTheSourceGoesOnWhereTheTargetStands() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Wire wire = new Wire(bridge.port()).cutting(3, 1_000_000);
                Arrival arrival = target.arrive(ticket(), received, Patience.LIMIT)) {
            source.send(snapshot, through(wire), Patience.LIMIT);
            arrival.await();

            assertThat(wire.cutsLeft()).isZero();
            // Each cut costs what was on its way: two windows of a mebibyte at most, and never the whole again.
            assertThat(wire.carried()).isLessThan(SIZE + 3 * 2_500_000L);
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void cutConnectionOfTheTargetGoesOnWhereItStands() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Wire wire = new Wire(bridge.port()).cutting(3, 1_000_000);
                Arrival arrival = target.arrive(through(wire), received, Patience.LIMIT)) {
            source.send(snapshot, ticket(), Patience.LIMIT);
            arrival.await();

            assertThat(wire.cutsLeft()).isZero();
            assertThat(wire.carried()).isLessThan(SIZE + 3 * 2_500_000L);
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void corruptedBytesAreSentAgain() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Wire wire = new Wire(bridge.port()).corrupting(2, 1_500_000);
                Arrival arrival = target.arrive(through(wire), received, Patience.LIMIT)) {
            source.send(snapshot, ticket(), Patience.LIMIT);
            arrival.await();

            assertThat(wire.flipsLeft()).isZero();
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void networkThatCorruptsAlwaysIsGivenUpOnBothSides() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Wire wire = new Wire(bridge.port()).corrupting(1000, 20_000);
                Arrival arrival = target.arrive(through(wire), received, Patience.LIMIT)) {
            Future<Void> sending = inBackground(() -> source.send(snapshot, ticket(), Patience.LIMIT));

            assertThatThrownBy(arrival::await).isInstanceOf(TransferFailed.class);
            arrival.close();
            source.close();
            assertThatThrownBy(sending::get).isInstanceOf(ExecutionException.class);
        }
        assertThat(received).doesNotExist();
    }

    @Test
    void bridgeMayRestartInBetween() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Arrival arrival = target.arrive(ticket(), received, Patience.LIMIT);
                Departure departure = source.depart(ticket(), Patience.LIMIT)) {
            assertThat(departure.awaitTarget(Patience.LIMIT)).isTrue();
            int port = bridge.port();
            bridge.close();
            bridge = Bridge.open(port);

            departure.send(snapshot);
            arrival.await();
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void targetThatCannotBeReachedStraightIsReachedThroughTheBridge() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        PeerAddress nowhere = new PeerAddress("127.0.0.1", Loopback.freePort(), true, "00".repeat(32));
        try (Arrival arrival = target.arrive(ticket(), received, Patience.LIMIT)) {
            source.send(snapshot, Loopback.ticket(bridge.address(), nowhere), Patience.LIMIT);
            arrival.await();
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void targetThatIsCutOffHalfWayIsReachedThroughTheBridge() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        NodeTransfers offering = new NodeTransfers(
                "127.0.0.1",
                Bridge.token("target"),
                Optional.of(new TransferAddress("127.0.0.1", Loopback.freePort())));
        PeerAddress direct = offering.direct().orElseThrow();
        try (Wire wire = new Wire(direct.port()).cutting(1000, 1_000_000);
                Arrival arrival = offering.arrive(ticket(), received, Patience.LIMIT)) {
            PeerAddress shaky = new PeerAddress("127.0.0.1", wire.port(), true, direct.certificate());

            source.send(snapshot, Loopback.ticket(bridge.address(), shaky), Patience.LIMIT);
            arrival.await();

            assertThat(wire.cutsLeft()).isEqualTo(998);
        } finally {
            offering.close();
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void expiredTokenIsRenewedOnce() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (NodeTransfers late = new NodeTransfers("127.0.0.1", new Renewed("expired", "target"), Optional.empty());
                NodeTransfers lateSource =
                        new NodeTransfers("127.0.0.1", new Renewed("expired", "source"), Optional.empty());
                Arrival arrival = late.arrive(ticket(), received, Patience.LIMIT)) {
            lateSource.send(snapshot, ticket(), Patience.LIMIT);
            arrival.await();
        }
        assertThat(received).hasSameBinaryContentAs(snapshot);
    }

    @Test
    void tokenThatStaysBadIsGivenUp() {
        assertRefused(node("expired"));
    }

    @Test
    void strangerIsGivenUp() {
        assertRefused(node("mallory"));
    }

    @Test
    void targetMayNotSend() {
        assertRefused(node("target"));
    }

    private void assertRefused(NodeTransfers wrong) {
        assertThatThrownBy(() -> wrong.send(Loopback.snapshot(folder, 1, 1), ticket(), Patience.LIMIT))
                .isInstanceOfSatisfying(
                        TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }

    @Test
    void sourceMayNotReceive() {
        assertThatThrownBy(() -> source.receive(ticket(), received, Patience.LIMIT))
                .isInstanceOfSatisfying(
                        TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
        assertThat(received).doesNotExist();
    }

    @Test
    void tooLargeASnapshotIsRefusedOnBothSides() throws Exception {
        TransferTicket narrow = new TransferTicket("move-1", Loopback.SECRET, bridge.address(), null, 1_000_000);
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Arrival arrival = target.arrive(narrow, received, Patience.LIMIT)) {
            assertThatThrownBy(() -> source.send(snapshot, ticket(), Patience.LIMIT))
                    .isInstanceOfSatisfying(
                            TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE));
            assertThatThrownBy(arrival::await).isInstanceOfSatisfying(TransferFailed.class, e -> assertThat(e.reason())
                    .isEqualTo(Reason.TOO_LARGE));
        }
    }

    @Test
    void targetThatNeverComesCostsTheSourceItsPatienceOnly() {
        assertThatThrownBy(() -> source.send(Loopback.snapshot(folder, SIZE, 1), ticket(), Duration.ofMillis(400)))
                .isInstanceOfSatisfying(
                        TransferFailed.class, e -> assertThat(e.reason()).isEqualTo(Reason.TIMED_OUT));
    }

    @Test
    void targetThatEndsItIsHeardOfByTheSource() throws Exception {
        Path snapshot = Loopback.snapshot(folder, SIZE, 1);
        try (Arrival arrival = target.arrive(ticket(), received, Patience.LIMIT);
                Departure departure = source.depart(ticket(), Duration.ofSeconds(1))) {
            assertThat(departure.awaitTarget(Patience.LIMIT)).isTrue();
            arrival.close();

            assertThatThrownBy(() -> departure.send(snapshot)).isInstanceOf(TransferFailed.class);
        }
    }

    /** A token, and the ones that come after it is refused. */
    private static final class Renewed implements MarketTokens {
        private final Queue<String> tokens;

        Renewed(String... tokens) {
            this.tokens = new ConcurrentLinkedQueue<>(List.of(tokens));
        }

        @Override
        public String current() {
            return tokens.element();
        }

        @Override
        public void refused(String token) {
            tokens.remove(token);
        }
    }
}
