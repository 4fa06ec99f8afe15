package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.client.content.ContentCache;
import org.souk.client.content.MarketContent;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.Checkpointed;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.CheckpointRef;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.replay.run.TaskReplay;
import org.souk.replay.run.WireTerms;
import org.souk.testing.Patience;

/** Programs in real workers whose nodes are lost, and that go on elsewhere from what they had stored. */
@Tag("long")
@Timeout(Patience.TEST_SECONDS)
class RealCheckpointTest {
    private static final ResourcesBody RESOURCES = new ResourcesBody(1000, 64 << 20, 16 << 20);

    /** More than the two seconds before a first checkpoint. */
    private static final List<String> LONG = List.of("1", "300000");

    private static final List<String> SHORT = List.of("1", "5000");

    @TempDir
    Path folder;

    private final List<Node> nodes = new ArrayList<>();
    private StoringMarket market;
    private String module;

    private final class Node implements AutoCloseable {
        private final LinkedBlockingQueue<AgentFrame> sent = new LinkedBlockingQueue<>();
        private final WorkerPool pool;
        private final Attempts attempts;

        private Node(String name) throws IOException {
            Path home = Files.createDirectories(folder.resolve(name));
            pool = new WorkerPool(
                    new WorkerProcesses(
                            Files.createDirectories(home.resolve("workers")), task -> new Thread(task).start()),
                    PoolPolicy.forCores(1),
                    System::nanoTime);
            MarketContent content = market.content(Files.createDirectories(home.resolve("scratch")));
            attempts = new Attempts(
                    AgentContext.in(
                            home.resolve("runs"),
                            ContentCache.open(home.resolve("cache"), 1 << 20, content),
                            content,
                            pool),
                    ReportStore.open(home.resolve("reports")),
                    new FakeTransfers(),
                    sent::add);
            // As often as can be.
            attempts.meanUptime(Duration.ofMillis(1));
            nodes.add(this);
        }

        /** The next one of a kind, without what comes before it. */
        private <T extends AgentFrame> T next(Class<T> type) throws InterruptedException {
            AgentFrame frame = sent.poll(Patience.SECONDS, TimeUnit.SECONDS);
            while (frame != null && !type.isInstance(frame)) {
                frame = sent.poll(Patience.SECONDS, TimeUnit.SECONDS);
            }
            return type.cast(frame);
        }

        @Override
        public void close() throws InterruptedException {
            attempts.stop(Duration.ofSeconds(5));
            pool.close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        market = new StoringMarket();
        module = market.store(Files.readAllBytes(Path.of("..", "lab", "programs", "roam.wasm")))
                .toString();
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Node node : nodes) {
            node.close();
        }
        market.close();
    }

    private Assign order(int attempt, List<String> arguments, CheckpointRef from) {
        return new Assign(
                "t-1",
                attempt,
                "alice",
                module,
                arguments,
                null,
                null,
                null,
                null,
                List.of(),
                RESOURCES,
                600_000,
                Long.MAX_VALUE,
                from,
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private RunResult undisturbed(List<String> arguments) throws IOException, InterruptedException {
        RunTerms terms = new RunTerms(
                "t-1",
                new RunTerms.Program(module, arguments, null, Optional.empty()),
                RunTerms.Content.NONE,
                WireTerms.limits(RESOURCES, Long.MAX_VALUE, Duration.ofSeconds(Patience.TEST_SECONDS)));
        MarketContent content = market.content(Files.createDirectories(folder.resolve("scratch")));
        return new TaskReplay(Files.createDirectories(folder.resolve("replay")), content).of(terms, progress -> {});
    }

    @Test
    void programOfALostNodeGoesOnFromItsCheckpointAndEndsAsUndisturbed() throws Exception {
        Node lost = new Node("lost");
        lost.attempts.assign(order(1, LONG, null));
        Checkpointed saved = lost.next(Checkpointed.class);
        assertThat(saved).as("a checkpoint").isNotNull();
        assertThat(saved.fuel()).isPositive();
        lost.pool.close();

        Node next = new Node("next");
        next.attempts.assign(
                order(2, LONG, new CheckpointRef(saved.cid(), saved.bytes(), saved.fuel(), saved.wallMillis())));
        next.next(Started.class);
        assertThat(next.attempts.held()).singleElement().satisfies(held -> assertThat(held.fuel())
                .isGreaterThanOrEqualTo(saved.fuel()));
        Ended ended = next.next(Ended.class);

        RunResult expected = undisturbed(LONG);
        assertThat(ended.reason()).isEqualTo("SUCCESS");
        assertThat(ended.stdout()).isEqualTo(expected.stdout().orElseThrow());
        assertThat(ended.fuel()).isEqualTo(expected.fuel());
        assertThat(ended.wallMillis()).as("the time before counts").isGreaterThanOrEqualTo(saved.wallMillis());
        assertThat(folder.resolve("next/runs")).isEmptyDirectory();
    }

    @Test
    void checkpointThatIsDamagedCostsTheProgramNothing() throws Exception {
        String damaged = market.store(new byte[1000]).toString();
        Node node = new Node("only");

        node.attempts.assign(order(2, SHORT, new CheckpointRef(damaged, 1000, 12_345_678_900L, 1000)));
        Ended ended = node.next(Ended.class);

        RunResult expected = undisturbed(SHORT);
        assertThat(ended.reason()).isEqualTo("SUCCESS");
        assertThat(ended.stdout()).isEqualTo(expected.stdout().orElseThrow());
        assertThat(ended.fuel()).isEqualTo(expected.fuel());
    }
}
