package org.souk.grpc.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.grpc.relay.Peer.chunk;
import static org.souk.grpc.relay.Peer.givenUp;
import static org.souk.grpc.relay.Peer.verified;
import static org.souk.grpc.relay.Peer.whole;

import io.grpc.Status;
import io.grpc.Status.Code;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.souk.core.account.Caller;
import org.souk.core.common.AccountId;
import org.souk.core.common.MigrationId;
import org.souk.core.common.NodeId;
import org.souk.core.migration.TransferEnded;
import org.souk.core.migration.TransferEnded.Outcome;
import org.souk.core.migration.TransferGrant;
import org.souk.core.migration.TransferGrant.Role;
import org.souk.core.migration.TransferGrants;
import org.souk.core.units.Bytes;
import org.souk.grpc.GrpcLimits;
import org.souk.grpc.GrpcListener;
import org.souk.grpc.GrpcServer;
import org.souk.grpc.status.BadToken;
import org.souk.grpc.token.Callers;
import org.souk.protocol.migration.Chunks;
import org.souk.protocol.migration.ReceiveRequest;
import org.souk.protocol.migration.ReceiveResponse;
import org.souk.protocol.migration.SendRequest;
import org.souk.protocol.migration.SendResponse;
import org.souk.testing.Patience;

class RelayServiceTest {
    private static final String SECRET = "the-secret-of-the-move";
    private static final long LIMIT = 64L << 20;
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final Map<String, NodeId> moveSources = new ConcurrentHashMap<>();
    private final Map<String, NodeId> moveTargets = new ConcurrentHashMap<>();
    private final BlockingQueue<TransferEnded> news = new LinkedBlockingQueue<>();
    private final List<Peer<?, ?>> peers = new ArrayList<>();
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final SetClock clock = new SetClock();
    private Relay relay;
    private GrpcServer server;

    @BeforeEach
    void start() {
        move("m1", "alice", "bob");
        RelayLimits limits = new RelayLimits(2, Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(10));
        relay = new Relay(this::passage, limits, news::add, clock);
        Callers callers = token -> {
            if (token.equals("expired")) {
                throw new BadToken("the token has expired");
            }
            Optional<NodeId> node = token.equals("buyer") ? Optional.empty() : Optional.of(new NodeId(token));
            return new Caller(new AccountId("account"), Set.of(), node);
        };
        server = GrpcServer.start(
                GrpcListener.loopback(0), GrpcLimits.DEFAULT, executor, List.of(RelayService.guarded(relay, callers)));
    }

    @AfterEach
    void stop() {
        peers.forEach(Peer::close);
        relay.close();
        server.close();
        executor.shutdownNow();
    }

    private void move(String id, String source, String target) {
        moveSources.put(id, new NodeId(source));
        moveTargets.put(id, new NodeId(target));
    }

    /** What the market would say; see {@link TransferGrants}. */
    private Optional<TransferGrant> passage(MigrationId move, String secret, NodeId caller) {
        Map<NodeId, Role> roles = new HashMap<>();
        Optional.ofNullable(moveSources.get(move.value())).ifPresent(node -> roles.put(node, Role.SOURCE));
        Optional.ofNullable(moveTargets.get(move.value())).ifPresent(node -> roles.put(node, Role.TARGET));
        return Optional.ofNullable(roles.get(caller))
                .filter(role -> secret.equals(SECRET))
                .map(role -> new TransferGrant(move, role, new Bytes(LIMIT), NOW.plusSeconds(60)));
    }

    private Peer<SendRequest, SendResponse> source() {
        return source("alice", SECRET, "m1");
    }

    private Peer<SendRequest, SendResponse> source(String token, String secret, String move) {
        Peer<SendRequest, SendResponse> peer = Peer.source(server.port(), token, secret, move);
        peers.add(peer);
        return peer;
    }

    private Peer<ReceiveRequest, ReceiveResponse> target(long offset) {
        return target("bob", SECRET, "m1", offset);
    }

    private Peer<ReceiveRequest, ReceiveResponse> target(String token, String secret, String move, long offset) {
        Peer<ReceiveRequest, ReceiveResponse> peer = Peer.target(server.port(), token, secret, move, offset);
        peers.add(peer);
        return peer;
    }

    private TransferEnded nextNews() throws InterruptedException {
        TransferEnded next = news.poll(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(next).isNotNull();
        return next;
    }

    @Test
    void bytesGoFromSourceToTargetAndTheWordBack() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        assertThat(source.hearStand()).isZero();

        source.say(chunk(0, (byte) 1, (byte) 2)).say(chunk(2, (byte) 3)).say(whole(3));

        assertThat(target.hearChunk()).isEqualTo(Chunks.of(0, new byte[] {1, 2}));
        assertThat(target.hearChunk()).isEqualTo(Chunks.of(2, new byte[] {3}));
        assertThat(target.hear().getWhole().getSize()).isEqualTo(3);
        target.say(verified(3));
        assertThat(source.hear().getVerified().getSize()).isEqualTo(3);
        assertThat(source.end().getCode()).isEqualTo(Code.OK);
        assertThat(target.end().getCode()).isEqualTo(Code.OK);
    }

    @Test
    void sourceMayComeFirstAndWaits() throws Exception {
        Peer<SendRequest, SendResponse> source = source();
        assertThat(source.hearsNothing()).isTrue();

        target(7);

        assertThat(source.hearStand()).isEqualTo(7);
    }

    @Test
    void sourceIsToldToCallAgainWhenTheTargetIsGone() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();
        source.say(chunk(0, (byte) 1));
        target.hearChunk();

        target.vanish();

        Status end = source.end();
        assertThat(end.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.getDescription()).contains("target is gone");
        target(1);
        assertThat(source().hearStand()).isEqualTo(1);
    }

    @Test
    void targetIsToldToCallAgainWhenTheSourceIsGone() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        source.vanish();

        Status end = target.end();
        assertThat(end.getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(end.getDescription()).contains("source is gone");
    }

    @Test
    void targetThatWaitsIsNotDisturbedByASourceThatComesAndGoes() throws Exception {
        Peer<SendRequest, SendResponse> source = source();
        source.hearsNothing();
        source.vanish();
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> again = source();
        // The first source's going may be noticed after the second one's coming: then it is told so.
        again.hearStand();
        again.say(chunk(0, (byte) 1));

        assertThat(target.hearChunk().getOffset()).isZero();
    }

    @Test
    void newerCallOfTheSameSideTakesThePlace() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> first = source();
        first.hearStand();

        Peer<SendRequest, SendResponse> second = source();

        assertThat(first.end().getCode()).isEqualTo(Code.ABORTED);
        assertThat(target.end().getCode()).isEqualTo(Code.UNAVAILABLE);
        target(0);
        assertThat(second.hearStand()).isZero();
    }

    @Test
    void sourceThatMissedTheWordHearsItAgain() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();
        source.say(whole(0));
        target.hear();
        target.say(verified(0));
        target.end();

        Peer<SendRequest, SendResponse> again = source();

        assertThat(again.hear().hasVerified()).isTrue();
        assertThat(again.end().getCode()).isEqualTo(Code.OK);
        assertThat(target(0).end().getCode()).isEqualTo(Code.OK);
    }

    @Test
    void callWithoutTokenIsRefused() throws Exception {
        assertThat(source(null, SECRET, "m1").end().getCode()).isEqualTo(Code.UNAUTHENTICATED);
        Status expired = target("expired", SECRET, "m1", 0).end();
        assertThat(expired.getCode()).isEqualTo(Code.UNAUTHENTICATED);
        assertThat(expired.getDescription()).contains("expired");
    }

    @Test
    void callWithoutTicketIsRefused() throws Exception {
        assertThat(source("alice", null, "m1").end().getCode()).isEqualTo(Code.UNAUTHENTICATED);
    }

    @Test
    void tokenOfNoNodeIsRefused() throws Exception {
        assertThat(source("buyer", SECRET, "m1").end().getCode()).isEqualTo(Code.PERMISSION_DENIED);
    }

    @Test
    void strangersAndForgedTicketsFindNoMove() throws Exception {
        assertThat(source("mallory", SECRET, "m1").end().getCode()).isEqualTo(Code.NOT_FOUND);
        assertThat(source("alice", "guessed", "m1").end().getCode()).isEqualTo(Code.NOT_FOUND);
        assertThat(source("alice", SECRET, "m2").end().getCode()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void onlyTheSourceSendsAndOnlyTheTargetReceives() throws Exception {
        assertThat(source("bob", SECRET, "m1").end().getCode()).isEqualTo(Code.PERMISSION_DENIED);
        assertThat(target("alice", SECRET, "m1", 0).end().getCode()).isEqualTo(Code.PERMISSION_DENIED);
    }

    @Test
    void nonsenseIsNamed() throws Exception {
        Status nameless = source("alice", SECRET, "").end();
        assertThat(nameless.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(nameless.getDescription()).contains("opening.move");
        Status negative = target(-1).end();
        assertThat(negative.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(negative.getDescription()).contains("opening.offset");
    }

    @Test
    void gapEndsBothSides() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        source.say(chunk(5, (byte) 1));

        assertThat(source.end().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(target.end().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
    }

    @Test
    void emptyChunkIsRefused() throws Exception {
        target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        source.say(chunk(0));

        Status end = source.end();
        assertThat(end.getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(end.getDescription()).contains("chunk.data");
    }

    @Test
    void duplicatesPassSinceTheTargetKnowsThem() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        source.say(chunk(0, (byte) 1)).say(chunk(0, (byte) 1)).say(chunk(1, (byte) 2));

        assertThat(target.hearChunk().getOffset()).isZero();
        assertThat(target.hearChunk().getOffset()).isZero();
        assertThat(target.hearChunk().getOffset()).isEqualTo(1);
    }

    @Test
    void snapshotOverTheMovesLimitIsRefused() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(LIMIT);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        source.say(chunk(LIMIT, (byte) 1));

        assertThat(source.end().getCode()).isEqualTo(Code.OUT_OF_RANGE);
        assertThat(target.end().getCode()).isEqualTo(Code.OUT_OF_RANGE);
    }

    @Test
    void sourceHearsWhyTheTargetGaveUp() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        target.say(givenUp("the disk is full"));

        Status end = source.end();
        assertThat(end.getCode()).isEqualTo(Code.ABORTED);
        assertThat(end.getDescription()).contains("the disk is full");
        assertThat(target.end().getCode()).isEqualTo(Code.OK);
    }

    @Test
    void sourceThatEndsTooEarlyIsToldSo() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();
        source.say(chunk(0, (byte) 1));
        target.hearChunk();

        source.silent();

        assertThat(source.end().getCode()).isEqualTo(Code.INVALID_ARGUMENT);
        assertThat(target.end().getCode()).isEqualTo(Code.UNAVAILABLE);
    }

    @Test
    void moveThatTheMarketGivesUpEndsBothSides() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();

        moveSources.clear();
        moveTargets.clear();
        relay.sweep();

        assertThat(source.end().getCode()).isEqualTo(Code.ABORTED);
        assertThat(target.end().getCode()).isEqualTo(Code.ABORTED);
        relay.sweep();
        assertThat(relay.size()).isZero();
    }

    @Test
    void moveEndsWhenItsTimeIsUp() throws Exception {
        Peer<SendRequest, SendResponse> source = source();
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        source.hearStand();

        clock.now = NOW.plusSeconds(60);
        relay.sweep();

        assertThat(source.end().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(target.end().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
        assertThat(source().end().getCode()).isEqualTo(Code.DEADLINE_EXCEEDED);
    }

    @Test
    void furtherMovesWaitOutside() throws Exception {
        move("m2", "alice", "bob");
        move("m3", "alice", "bob");
        Peer<SendRequest, SendResponse> first = source("alice", SECRET, "m1");
        target("bob", SECRET, "m1", 0);
        first.hearStand();
        Peer<SendRequest, SendResponse> second = source("alice", SECRET, "m2");
        target("bob", SECRET, "m2", 0);
        second.hearStand();

        assertThat(source("alice", SECRET, "m3").end().getCode()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    }

    @Test
    void slowTargetHoldsTheSourceUpAndNothingPilesUpHere() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();
        byte[] full = new byte[Chunks.MAX_BYTES];
        long sent = 0;
        // Two windows of a mebibyte or less, some chunks at both ends: 64 MiB can only be held up by the target.
        while (sent < LIMIT && roomSoon(source)) {
            source.say(chunk(sent, full));
            sent += full.length;
        }

        assertThat(sent).isLessThan(6L << 20);
        for (long offset = 0; offset < sent; offset += full.length) {
            assertThat(target.hearChunk().getOffset()).isEqualTo(offset);
        }
        assertThat(roomSoon(source)).isTrue();
    }

    private static boolean roomSoon(Peer<?, ?> peer) throws InterruptedException {
        // No event tells that there will be no room: half a second without any is taken for it.
        long until = System.nanoTime() + 500_000_000L;
        while (!peer.hasRoom() && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        return peer.hasRoom();
    }

    @Test
    void deliveredTransferIsNews() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();
        source.say(chunk(0, (byte) 1, (byte) 2)).say(whole(2));
        target.hearChunk();
        target.hear();
        target.say(verified(2));
        source.hear();
        relay.close();

        TransferEnded told = nextNews();
        assertThat(told.move()).isEqualTo(new MigrationId("m1"));
        assertThat(told.outcome()).isEqualTo(Outcome.DELIVERED);
        assertThat(told.carried()).isEqualTo(new Bytes(2));
        assertThat(told.cuts()).isZero();
    }

    @Test
    void closingRelayTellsBothSidesToCallAgain() throws Exception {
        Peer<ReceiveRequest, ReceiveResponse> target = target(0);
        Peer<SendRequest, SendResponse> source = source();
        source.hearStand();
        source.say(chunk(0, (byte) 1));
        target.hearChunk();

        relay.close();

        assertThat(source.end().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(target.end().getCode()).isEqualTo(Code.UNAVAILABLE);
        assertThat(nextNews().outcome()).isEqualTo(Outcome.CUT);
        assertThat(source().end().getCode()).isEqualTo(Code.UNAVAILABLE);
    }

    /** Stands where the test puts it. */
    private static final class SetClock extends Clock {
        private volatile Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
