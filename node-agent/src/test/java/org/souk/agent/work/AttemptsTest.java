package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.client.Credentials;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
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
import org.souk.protocol.node.AgentFrame.Resumed;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.AgentFrame.Suspended;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.runtime.Ending;
import org.souk.testing.Patience;

@Timeout(Patience.TEST_SECONDS)
class AttemptsTest {
    private static final AttemptId FIRST = new AttemptId("t-1", 1);

    @TempDir
    Path home;

    private final LinkedBlockingQueue<AgentFrame> sent = new LinkedBlockingQueue<>();
    private final FakeWorker worker = new FakeWorker(1);
    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private WorkerPool pool;
    private Attempts attempts;
    private ContentSource source = this::fetch;

    @BeforeEach
    void open() throws IOException {
        pool = new WorkerPool(
                ram -> CompletableFuture.completedFuture(worker), PoolPolicy.forCores(1), System::nanoTime);
        // No market is there: whoever uploads fails at once.
        MarketContent market = new MarketContent(
                new MarketClient(URI.create("http://127.0.0.1:1"), new Credentials("a", "b")),
                home,
                new Retry(Duration.ZERO));
        ContentCache cache = ContentCache.open(home.resolve("cache"), 1 << 20, (cid, car) -> source.fetch(cid, car));
        attempts = new Attempts(
                AgentContext.in(home.resolve("runs"), cache, market, pool),
                ReportStore.open(home.resolve("reports")),
                new FakeTransfers(),
                sent::add);
    }

    @AfterEach
    void close() throws InterruptedException {
        attempts.stop(Duration.ofSeconds(2));
        pool.close();
    }

    private void fetch(Cid cid, ContentSource.CarReceiver receiver) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        stored.exportCar(cid, car);
        receiver.receive(new ByteArrayInputStream(car.toByteArray()));
    }

    private Assign assign(AttemptId id, List<String> outputs) throws IOException {
        Cid module = stored.add(new ByteArrayInputStream("wasm".getBytes(StandardCharsets.UTF_8)));
        return new Assign(
                id.task(),
                id.number(),
                "alice",
                module.toString(),
                List.of("a"),
                Map.of(),
                null,
                null,
                List.of(),
                outputs,
                new ResourcesBody(1000, 64 << 20, 1 << 20),
                60_000,
                1_000_000,
                null,
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private Assign assign(AttemptId id) throws IOException {
        return assign(id, List.of());
    }

    private <T extends AgentFrame> T next(Class<T> type) throws InterruptedException {
        return type.cast(sent.poll(Patience.SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void taskIsRunAndReported() throws Exception {
        attempts.assign(assign(FIRST));
        assertThat(worker.awaitRun().module()).hasContent("wasm");
        assertThat(next(Started.class)).isEqualTo(new Started("t-1", 1));

        worker.end(FakeWorker.outcome(Ending.EXITED, 0));

        Ended report = next(Ended.class);
        assertThat(report.reason()).isEqualTo("SUCCESS");
        assertThat(report.fuel()).isEqualTo(10);
        assertThat(attempts.unacknowledged()).containsExactly(report);
    }

    @Test
    void attemptIsHeldUntilItsReportIsAcknowledged() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        next(Started.class);
        worker.progress(7);
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, true, false, 7, false, 65536, null));
        worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        next(Ended.class);
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, true, false, 10));

        attempts.acknowledge(FIRST);

        assertThat(attempts.held()).isEmpty();
        assertThat(home.resolve("reports")).isEmptyDirectory();
    }

    @Test
    void lateOrderForWhatIsSettledIsIgnored() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        next(Started.class);
        next(Ended.class);
        attempts.acknowledge(FIRST);

        attempts.assign(assign(FIRST));

        assertThat(attempts.held()).isEmpty();
        assertThat(worker.requests).hasSize(1);
    }

    @Test
    void orderThatComesTwiceRunsOnce() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        attempts.assign(assign(FIRST));
        worker.end(FakeWorker.outcome(Ending.EXITED, 3));
        next(Started.class);
        Ended report = next(Ended.class);

        attempts.assign(assign(FIRST));

        assertThat(next(Ended.class)).isEqualTo(report);
        assertThat(worker.requests).hasSize(1);
    }

    @Test
    void cancelledTaskIsReportedAsCancelled() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();

        attempts.cancel(FIRST, "the buyer cancelled");

        next(Started.class);
        assertThat(next(Ended.class)).returns("CANCELLED", Ended::reason).returns("the buyer cancelled", Ended::detail);
    }

    @Test
    void taskThatWaitsForItsInputsCanBeCancelled() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        source = (cid, car) -> {
            fetching.countDown();
            new CountDownLatch(1).await();
        };
        attempts.assign(assign(FIRST));
        fetching.await();
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, false, false, 0));

        attempts.cancel(FIRST, "the buyer cancelled");

        assertThat(next(Ended.class).reason()).isEqualTo("CANCELLED");
    }

    @Test
    void runningTaskIsSuspendedAndResumed() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        next(Started.class);

        attempts.suspend(FIRST);
        attempts.suspend(FIRST);
        assertThat(next(Suspended.class)).isEqualTo(new Suspended("t-1", 1));
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, true, true, 0, false, 65536, null));
        attempts.resume(FIRST);
        attempts.resume(FIRST);
        assertThat(next(Resumed.class)).isEqualTo(new Resumed("t-1", 1));
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, true, false, 0, false, 65536, null));

        worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        assertThat(next(Ended.class).reason()).isEqualTo("SUCCESS");
    }

    @Test
    void taskThatIsSuspendedBeforeItsStartWaits() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        source = (cid, car) -> {
            fetching.countDown();
            go.await();
            fetch(cid, car);
        };
        attempts.assign(assign(FIRST));
        fetching.await();
        attempts.suspend(FIRST);
        go.countDown();
        assertThat(next(Suspended.class)).isEqualTo(new Suspended("t-1", 1));
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, false, true, 0));

        attempts.resume(FIRST);

        next(Resumed.class);
        next(Started.class);
        worker.awaitRun();
    }

    @Test
    void suspendedTaskCanBeCancelledBeforeItsStart() throws Exception {
        CountDownLatch fetching = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        source = (cid, car) -> {
            fetching.countDown();
            go.await();
            fetch(cid, car);
        };
        attempts.assign(assign(FIRST));
        fetching.await();
        attempts.suspend(FIRST);
        next(Suspended.class);
        go.countDown();

        attempts.cancel(FIRST, "the buyer cancelled");

        assertThat(next(Ended.class).reason()).isEqualTo("CANCELLED");
        assertThat(worker.requests).isEmpty();
    }

    @Test
    void suspendedTaskCanBeCancelled() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        next(Started.class);
        attempts.suspend(FIRST);
        next(Suspended.class);

        attempts.cancel(FIRST, "the buyer cancelled");

        assertThat(next(Ended.class).reason()).isEqualTo("CANCELLED");
        assertThat(attempts.held()).containsExactly(new HeldAttempt("t-1", 1, true, false, 10));
    }

    @Test
    void suspendingWhatHasEndedIsIgnored() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        next(Started.class);
        next(Ended.class);

        attempts.suspend(FIRST);
        attempts.resume(new AttemptId("unknown", 3));

        assertThat(sent).isEmpty();
    }

    @Test
    void cancellingWhatIsNotHeldIsIgnored() {
        attempts.cancel(new AttemptId("unknown", 3), "never heard of");

        assertThat(sent).isEmpty();
    }

    @Test
    void stoppedAgentGivesItsTasksBack() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();

        attempts.stop(Duration.ofSeconds(5));

        next(Started.class);
        assertThat(next(Ended.class))
                .returns("NODE_FAULT", Ended::reason)
                .returns("agent stopped by its owner", Ended::detail);
    }

    @Test
    void whatTheMarketDoesNotHaveIsNotTheNodesFault() throws Exception {
        source = (cid, car) -> {
            throw new MarketRefused(404, "there is no such content");
        };

        attempts.assign(assign(FIRST));

        assertThat(next(Ended.class))
                .returns("INPUT_UNAVAILABLE", Ended::reason)
                .returns("module: there is no such content", Ended::detail);
    }

    @Test
    void lostWorkerIsTheNodesFault() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();

        worker.die();

        next(Started.class);
        assertThat(next(Ended.class).reason()).isEqualTo("NODE_FAULT");
    }

    @Test
    void outputThatWasNotWrittenIsMissing() throws Exception {
        attempts.assign(assign(FIRST, List.of("/out/result.txt")));
        Path root = worker.awaitRun().root();
        assertThat(root.resolve("out")).isDirectory();

        worker.end(FakeWorker.outcome(Ending.EXITED, 0));

        next(Started.class);
        assertThat(next(Ended.class))
                .returns("OUTPUT_MISSING", Ended::reason)
                .extracting(Ended::detail)
                .asString()
                .contains("/out/result.txt");
    }

    @Test
    void outputBehindASymbolicLinkIsMissing() throws Exception {
        Path secret = Files.writeString(home.resolve("secret"), "of the owner");
        attempts.assign(assign(FIRST, List.of("/out")));
        Files.createSymbolicLink(worker.awaitRun().root().resolve("out"), secret);

        worker.end(FakeWorker.outcome(Ending.EXITED, 0));

        next(Started.class);
        assertThat(next(Ended.class).reason()).isEqualTo("OUTPUT_MISSING");
    }

    @Test
    void uploadThatFailsForGoodIsTheNodesFault() throws Exception {
        attempts.assign(assign(FIRST));
        Files.writeString(worker.awaitRun().streams().stdout(), "printed");

        worker.end(FakeWorker.outcome(Ending.EXITED, 0));

        next(Started.class);
        assertThat(next(Ended.class))
                .returns("NODE_FAULT", Ended::reason)
                .extracting(Ended::detail)
                .asString()
                .contains("no market answers");
    }

    @Test
    void nothingOfARunIsSeenByTheNext() throws Exception {
        attempts.assign(assign(FIRST, List.of("/left")));
        Path first = worker.awaitRun().root();
        Files.writeString(first.resolve("other"), "of alice");
        worker.end(FakeWorker.outcome(Ending.EXITED, 1));
        next(Started.class);
        next(Ended.class);

        attempts.assign(assign(new AttemptId("t-2", 1)));

        assertThat(worker.awaitRun().root()).isEmptyDirectory();
        assertThat(first).doesNotExist();
    }

    @Test
    void folderOfARunThatLeftNothingIsUsedAgain() throws Exception {
        attempts.assign(assign(FIRST));
        Path first = worker.awaitRun().root();
        worker.end(FakeWorker.outcome(Ending.EXITED, 0));
        next(Started.class);
        next(Ended.class);

        attempts.assign(assign(new AttemptId("t-2", 1)));

        assertThat(worker.awaitRun().root()).isEqualTo(first);
    }

    @Test
    void newerAttemptEndsTheOlderOne() throws Exception {
        attempts.assign(assign(FIRST));
        worker.awaitRun();
        next(Started.class);

        attempts.assign(assign(new AttemptId("t-1", 2)));

        AgentFrame frame = next(AgentFrame.class);
        // The newer one may begin before the older one is reported.
        Ended report = frame instanceof Ended ended ? ended : next(Ended.class);
        assertThat(report).returns(1, Ended::attempt).returns("CANCELLED", Ended::reason);
    }

    @Test
    void incompleteOrderIsRefusedWithTheField() throws IOException {
        Assign complete = assign(FIRST);
        Assign withoutBuyer = new Assign(
                complete.task(),
                1,
                null,
                complete.module(),
                null,
                null,
                null,
                null,
                null,
                null,
                complete.resources(),
                1,
                1,
                null,
                null);

        assertThatThrownBy(() -> attempts.assign(withoutBuyer)).hasMessage("buyer: is missing");
        assertThatThrownBy(() -> new AttemptId("../etc", 1)).hasMessageStartingWith("task:");
        assertThatThrownBy(() -> new AttemptId("t", 0)).hasMessageStartingWith("attempt:");
    }
}
