package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.agent.transfer.Transfers;
import org.souk.client.Credentials;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.content.ContentCache;
import org.souk.client.content.ContentSource;
import org.souk.client.content.MarketContent;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.AgentFrame.MoveDeparted;
import org.souk.protocol.node.AgentFrame.MoveFailed;
import org.souk.protocol.node.AgentFrame.MovePrepared;
import org.souk.protocol.node.AgentFrame.MoveRestored;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.MarketFrame.AbortMove;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.node.MarketFrame.DepartMove;
import org.souk.protocol.node.MarketFrame.ForgetMoved;
import org.souk.protocol.node.MarketFrame.PrepareMove;
import org.souk.protocol.node.MarketFrame.StartMoved;
import org.souk.protocol.node.MoveStage;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.runtime.Ending;
import org.souk.testing.Patience;

/** Moves between two nodes whose market is the test. */
@Timeout(Patience.TEST_SECONDS)
class MovesTest {
    private static final AttemptId AT_SOURCE = new AttemptId("t-1", 1);
    private static final AttemptId AT_TARGET = new AttemptId("t-1", 2);
    private static final String MOVE = "m-1";

    @TempDir
    Path folder;

    private final FakeTransfers transfers = new FakeTransfers();
    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private Side source;
    private Side target;

    /** One node. */
    private final class Side implements AutoCloseable {
        private final LinkedBlockingQueue<AgentFrame> sent = new LinkedBlockingQueue<>();
        private final FakeWorker worker = new FakeWorker(1);
        private final WorkerPool pool;
        private final Attempts attempts;

        private Side(String name, Transfers way) throws IOException {
            Path home = Files.createDirectories(folder.resolve(name));
            pool = new WorkerPool(
                    ram -> CompletableFuture.completedFuture(worker), PoolPolicy.forCores(1), System::nanoTime);
            MarketContent market = new MarketContent(
                    new MarketClient(URI.create("http://127.0.0.1:1"), new Credentials("a", "b")),
                    home,
                    new Retry(Duration.ZERO));
            ContentCache cache = ContentCache.open(home.resolve("cache"), 1 << 20, MovesTest.this::fetch);
            attempts = new Attempts(
                    AgentContext.in(home.resolve("runs"), cache, market, pool),
                    ReportStore.open(home.resolve("reports")),
                    way,
                    sent::add);
        }

        private <T extends AgentFrame> T next(Class<T> type) throws InterruptedException {
            return type.cast(sent.poll(Patience.SECONDS, TimeUnit.SECONDS));
        }

        private List<HeldAttempt> held() {
            return attempts.held();
        }

        private void awaitNothingHeld() {
            while (!held().isEmpty()) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() throws InterruptedException {
            attempts.stop(Duration.ofSeconds(2));
            pool.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        source = new Side("source", transfers);
        target = new Side("target", transfers);
        source.worker.movable = true;
        source.worker.fuel = 77;
        target.worker.fuel = 77;
        source.attempts.assign(assign(AT_SOURCE));
        source.worker.awaitRun();
        source.next(Started.class);
    }

    @AfterEach
    void close() throws InterruptedException {
        source.close();
        target.close();
    }

    private void fetch(Cid cid, ContentSource.CarReceiver receiver) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        stored.exportCar(cid, car);
        receiver.receive(new ByteArrayInputStream(car.toByteArray()));
    }

    private Assign assign(AttemptId id) throws IOException {
        Cid module = stored.add(new ByteArrayInputStream("wasm".getBytes(StandardCharsets.UTF_8)));
        return new Assign(
                id.task(),
                id.number(),
                "alice",
                module.toString(),
                List.of(),
                Map.of(),
                null,
                null,
                List.of(),
                List.of(),
                new ResourcesBody(1000, 64 << 20, 1 << 20),
                60_000,
                1_000_000,
                null,
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private static TransferTicket ticket() {
        return new TransferTicket(MOVE, "secret", new PeerAddress("127.0.0.1", 1, false, null), null, 1 << 20);
    }

    private void prepare() throws IOException {
        target.attempts.moves().prepare(new PrepareMove(MOVE, assign(AT_TARGET), ticket()));
    }

    private void depart() {
        source.attempts.moves().depart(new DepartMove(MOVE, "t-1", 1, ticket()));
    }

    private void abortAtSource() {
        source.attempts.moves().abort(new AbortMove(MOVE, "t-1", 1));
    }

    private void abortAtTarget() {
        target.attempts.moves().abort(new AbortMove(MOVE, "t-1", 2));
    }

    private void startAtTarget() {
        target.attempts.moves().start(new StartMoved(MOVE, "t-1", 2));
    }

    private void prepared() throws Exception {
        prepare();
        assertThat(target.next(MovePrepared.class)).isEqualTo(new MovePrepared(MOVE, "t-1", 2));
    }

    private void restored() throws Exception {
        prepared();
        depart();
        assertThat(source.next(MoveDeparted.class)).isEqualTo(new MoveDeparted(MOVE, "t-1", 1, 77, 7, 8));
        target.worker.awaitRun();
        MoveRestored word = target.next(MoveRestored.class);
        assertThat(word.fuel()).isEqualTo(77);
        assertThat(word.snapshotBytes()).isEqualTo(8);
    }

    /** A worker reports the fuel of the last slice; a snapshot may be taken in the middle of one. */
    @Test
    void heartbeatsOfADepartedProgramSayWhatItsSnapshotSays() throws Exception {
        prepared();
        depart();
        assertThat(source.next(MoveDeparted.class).fuel()).isEqualTo(77);

        source.worker.progress(70);

        assertThat(source.held()).singleElement().satisfies(held -> {
            assertThat(held.move().stage()).isEqualTo(MoveStage.DEPARTED);
            assertThat(held.fuel()).isEqualTo(77);
        });
    }

    @Test
    void programLeavesTheSourceAndRunsAtTheTarget() throws Exception {
        restored();
        assertThat(source.worker.stands).isTrue();
        assertThat(target.worker.stands).isTrue();
        assertThat(target.held()).singleElement().satisfies(held -> {
            assertThat(held.running()).isFalse();
            assertThat(held.suspended()).isTrue();
            assertThat(held.move().stage()).isEqualTo(MoveStage.RESTORED);
        });

        startAtTarget();
        source.attempts.moves().forget(new ForgetMoved(MOVE, "t-1", 1));

        assertThat(target.next(Started.class)).isEqualTo(new Started("t-1", 2));
        assertThat(target.worker.stands).isFalse();
        source.awaitNothingHeld();
        assertThat(source.sent).isEmpty();
        target.worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        assertThat(target.next(Ended.class).attempt()).isEqualTo(2);
    }

    @Test
    void everyOrderMayComeTwice() throws Exception {
        prepared();
        prepare();
        assertThat(target.next(MovePrepared.class).attempt()).isEqualTo(2);
        depart();
        source.next(MoveDeparted.class);
        depart();
        assertThat(source.next(MoveDeparted.class).fuel()).isEqualTo(77);
        target.worker.awaitRun();
        target.next(MoveRestored.class);
        prepare();
        assertThat(target.next(MoveRestored.class).fuel()).isEqualTo(77);
        startAtTarget();
        startAtTarget();
        prepare();
        assertThat(target.next(Started.class).attempt()).isEqualTo(2);
        source.attempts.moves().forget(new ForgetMoved(MOVE, "t-1", 1));
        source.attempts.moves().forget(new ForgetMoved(MOVE, "t-1", 1));
        source.awaitNothingHeld();
        depart();
        abortAtSource();
        abortAtTarget();

        assertThat(target.sent).isEmpty();
        assertThat(source.sent).isEmpty();
        assertThat(target.held()).singleElement().satisfies(held -> assertThat(held.running())
                .isTrue());
        assertThat(target.worker.requests).hasSize(1);
    }

    /** It would be a second living copy. */
    @Test
    void lateOrderToRunWhatHasGoneToAnotherNodeIsIgnored() throws Exception {
        restored();
        startAtTarget();
        source.attempts.moves().forget(new ForgetMoved(MOVE, "t-1", 1));
        source.awaitNothingHeld();

        source.attempts.assign(assign(AT_SOURCE));

        assertThat(source.held()).isEmpty();
        assertThat(source.worker.requests).hasSize(1);
    }

    @Test
    void abortedMoveLeavesTheProgramAtTheSource() throws Exception {
        restored();

        abortAtTarget();
        abortAtSource();

        target.awaitNothingHeld();
        assertThat(target.sent).isEmpty();
        assertThat(source.worker.stands).isFalse();
        assertThat(source.held()).singleElement().satisfies(held -> {
            assertThat(held.running()).isTrue();
            assertThat(held.move()).isNull();
        });
        source.worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        assertThat(source.next(Ended.class).attempt()).isEqualTo(1);
    }

    @Test
    void moveThatIsAbortedDuringTheSnapshotSendsNothing() throws Exception {
        source.worker.snapshotsWait = true;
        prepared();
        depart();
        source.worker.awaitSnapshot();

        abortAtSource();
        source.worker.finishSnapshot();
        abortAtTarget();

        target.awaitNothingHeld();
        assertThat(source.worker.stands).isFalse();
        assertThat(source.sent).isEmpty();
    }

    @Test
    void anAbortedMoveMayBeFollowedByAnotherToTheSameNode() throws Exception {
        restored();
        abortAtTarget();
        abortAtSource();
        String second = "m-2";
        TransferTicket ticket =
                new TransferTicket(second, "other", new PeerAddress("127.0.0.1", 1, false, null), null, 1 << 20);

        target.attempts.moves().prepare(new PrepareMove(second, assign(AT_TARGET), ticket));
        assertThat(target.next(MovePrepared.class).move()).isEqualTo(second);
        source.attempts.moves().depart(new DepartMove(second, "t-1", 1, ticket));

        assertThat(source.next(MoveDeparted.class).move()).isEqualTo(second);
    }

    @Test
    void programGoesOnAtOnceWhenNoSnapshotCanBeTaken() throws Exception {
        source.worker.snapshotsFail = true;
        prepared();

        depart();

        assertThat(source.next(MoveFailed.class).reason()).contains("no space left");
        assertThat(source.worker.stands).isFalse();
    }

    @Test
    void programStandsWhenItsSnapshotMayHaveArrived() throws Exception {
        transfers.broken = true;
        prepared();
        depart();
        source.next(MoveDeparted.class);
        assertThat(source.next(MoveFailed.class).reason()).contains("cut");
        assertThat(source.worker.stands).isTrue();

        transfers.broken = false;
        depart();

        source.next(MoveDeparted.class);
        target.worker.awaitRun();
        target.next(MoveRestored.class);
    }

    @Test
    void copyThatFailsBeforeItsStartIsNoAttemptThatEnded() throws Exception {
        restored();

        target.worker.die();

        assertThat(target.next(MoveFailed.class).attempt()).isEqualTo(2);
        target.awaitNothingHeld();
        startAtTarget();
        assertThat(target.held()).isEmpty();
        assertThat(target.attempts.unacknowledged()).isEmpty();
    }

    @Test
    void stoppedTargetGivesItsCopyBack() throws Exception {
        restored();

        target.attempts.stop(Duration.ofSeconds(2));

        assertThat(target.next(MoveFailed.class).reason()).contains("stopped");
        assertThat(target.held()).isEmpty();
    }

    @Test
    void marketSuspendsWhatAMoveHolds() throws Exception {
        restored();
        source.attempts.suspend(AT_SOURCE);
        abortAtSource();
        assertThat(source.worker.stands).isTrue();

        source.attempts.resume(AT_SOURCE);
        assertThat(source.worker.stands).isFalse();
    }

    @Test
    void buyerCancelsWhatIsOnItsWay() throws Exception {
        restored();

        source.attempts.cancel(AT_SOURCE, "enough");

        assertThat(source.next(Ended.class).reason()).isEqualTo("CANCELLED");
    }

    /** As after a crash: the former one says nothing any more, and its folders are cleared. */
    @Test
    void targetThatWasStartedAgainPreparesAnewAndTakesTheProgram() throws Exception {
        prepared();
        Side crashed = target;
        target = new Side("target", transfers);
        target.worker.fuel = 77;
        assertThat(target.held()).isEmpty();
        startAtTarget();
        assertThat(target.held())
                .as("it owns nothing by an order for what it has lost")
                .isEmpty();

        restored();
        startAtTarget();

        target.next(Started.class);
        assertThat(target.held()).singleElement().satisfies(held -> assertThat(held.running())
                .isTrue());
        crashed.close();
    }

    @Test
    void sourceThatWasStartedAgainHasNothingToLetGo() throws Exception {
        prepared();
        depart();
        source.next(MoveDeparted.class);
        Side crashed = source;
        source = new Side("source", transfers);

        depart();
        abortAtSource();
        source.attempts.moves().forget(new ForgetMoved(MOVE, "t-1", 1));

        assertThat(source.held()).isEmpty();
        assertThat(source.sent).isEmpty();
        assertThat(folder.resolve("source/runs")).isEmptyDirectory();
        crashed.close();
    }
}
