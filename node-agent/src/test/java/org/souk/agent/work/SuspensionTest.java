package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
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
import org.souk.protocol.node.AgentFrame.Resumed;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.AgentFrame.Suspended;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.testing.Patience;

/** Orders to suspend and resume, down to real workers. */
@Timeout(Patience.TEST_SECONDS)
class SuspensionTest {
    private static final AttemptId VICTIM = new AttemptId("t-1", 1);
    private static final AttemptId URGENT = new AttemptId("t-2", 1);
    private static final Duration PAUSE = Duration.ofMillis(500);

    @TempDir
    Path home;

    private final LinkedBlockingQueue<AgentFrame> sent = new LinkedBlockingQueue<>();
    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private WorkerPool pool;
    private Attempts attempts;

    @BeforeEach
    void open() throws IOException {
        Path workers = Files.createDirectories(home.resolve("workers"));
        pool = new WorkerPool(
                new WorkerProcesses(workers, task -> new Thread(task).start()),
                PoolPolicy.forCores(1),
                System::nanoTime);
        MarketContent market = new MarketContent(
                new MarketClient(URI.create("http://127.0.0.1:1"), new Credentials("a", "b")),
                home,
                new Retry(Duration.ZERO));
        ContentCache cache = ContentCache.open(home.resolve("cache"), 1 << 20, this::fetch);
        attempts = new Attempts(
                AgentContext.in(home.resolve("runs"), cache, market, pool),
                ReportStore.open(home.resolve("reports")),
                new FakeTransfers(),
                sent::add);
    }

    @AfterEach
    void close() throws InterruptedException {
        attempts.stop(Duration.ofSeconds(5));
        pool.close();
    }

    private void fetch(Cid cid, ContentSource.CarReceiver receiver) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        stored.exportCar(cid, car);
        receiver.receive(new ByteArrayInputStream(car.toByteArray()));
    }

    @Test
    void suspendedTaskStandsStillWhileItsBuyersOtherTaskRuns() throws Exception {
        attempts.assign(order(VICTIM, "spin"));
        next(Started.class);
        long began = System.nanoTime();
        awaitMoreFuelThan(0);

        attempts.suspend(VICTIM);
        next(Suspended.class);
        long stood = System.nanoTime();
        HeldAttempt before = held();
        attempts.assign(order(URGENT, "noop"));
        assertThat(next(Started.class).task()).isEqualTo(URGENT.task());
        assertThat(next(Ended.class).reason()).isEqualTo("SUCCESS");
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos() - (System.nanoTime() - stood));
        assertThat(held()).isEqualTo(before);
        // Within the pause on both sides, so that the comparison needs no tolerance.
        Duration paused = Duration.ofNanos(System.nanoTime() - stood);
        attempts.resume(VICTIM);
        next(Resumed.class);
        awaitMoreFuelThan(before.fuel());
        attempts.cancel(VICTIM, "enough");

        Ended report = next(Ended.class);
        Duration whole = Duration.ofNanos(System.nanoTime() - began);
        assertThat(report.reason()).isEqualTo("CANCELLED");
        assertThat(report.fuel()).isGreaterThan(before.fuel());
        assertThat(Duration.ofMillis(report.wallMillis())).isLessThanOrEqualTo(whole.minus(paused));
        assertThat(paused).isGreaterThanOrEqualTo(PAUSE);
    }

    private void awaitMoreFuelThan(long fuel) {
        while (held().fuel() <= fuel) {
            Thread.onSpinWait();
        }
    }

    private HeldAttempt held() {
        return attempts.held().stream()
                .filter(attempt -> attempt.task().equals(VICTIM.task()))
                .findFirst()
                .orElseThrow();
    }

    private Assign order(AttemptId id, String program) throws IOException {
        byte[] module = Files.readAllBytes(Path.of("..", "demo", "bin", program + ".wasm"));
        return new Assign(
                id.task(),
                id.number(),
                "alice",
                stored.add(new ByteArrayInputStream(module)).toString(),
                List.of(),
                Map.of(),
                null,
                null,
                List.of(),
                List.of(),
                new ResourcesBody(1000, 64 << 20, 1 << 20),
                600_000,
                Long.MAX_VALUE,
                null,
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private <T extends AgentFrame> T next(Class<T> type) throws InterruptedException {
        return type.cast(sent.poll(Patience.SECONDS, TimeUnit.SECONDS));
    }
}
