package org.souk.agent.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.client.Credentials;
import org.souk.client.MarketClient;
import org.souk.client.Retry;
import org.souk.client.content.ContentCache;
import org.souk.client.content.ContentSource;
import org.souk.client.content.MarketContent;
import org.souk.core.replay.RunEnd;
import org.souk.core.replay.RunResult;
import org.souk.core.replay.RunTerms;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.MemoryBlockStore;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.MoveDeparted;
import org.souk.protocol.node.AgentFrame.MoveFailed;
import org.souk.protocol.node.AgentFrame.MovePrepared;
import org.souk.protocol.node.AgentFrame.MoveRestored;
import org.souk.protocol.node.AgentFrame.Resumed;
import org.souk.protocol.node.AgentFrame.Started;
import org.souk.protocol.node.AgentFrame.Suspended;
import org.souk.protocol.node.MarketFrame.AbortMove;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.node.MarketFrame.DepartMove;
import org.souk.protocol.node.MarketFrame.ForgetMoved;
import org.souk.protocol.node.MarketFrame.PrepareMove;
import org.souk.protocol.node.MarketFrame.StartMoved;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.replay.run.TaskReplay;
import org.souk.replay.run.WireTerms;
import org.souk.testing.Patience;

/** A program that goes from node to node in real workers, and must not notice. */
@Tag("long")
@Timeout(Patience.TEST_SECONDS)
class RealMoveTest {
    private static final ResourcesBody RESOURCES = new ResourcesBody(1000, 64 << 20, 16 << 20);
    private static final List<String> ARGUMENTS = List.of("1", "15000");

    @TempDir
    Path folder;

    private final FakeTransfers transfers = new FakeTransfers();
    private final ContentStore stored = new ContentStore(new MemoryBlockStore());
    private final List<Node> nodes = new ArrayList<>();

    private final class Node implements AutoCloseable {
        private final LinkedBlockingQueue<AgentFrame> sent = new LinkedBlockingQueue<>();
        private final WorkerPool pool;
        private final Attempts attempts;

        private Node(String name) throws IOException {
            Path home = Files.createDirectories(folder.resolve(name));
            Path workers = Files.createDirectories(home.resolve("workers"));
            pool = new WorkerPool(
                    new WorkerProcesses(workers, task -> new Thread(task).start()),
                    PoolPolicy.forCores(1),
                    System::nanoTime);
            MarketContent market = new MarketContent(
                    new MarketClient(URI.create("http://127.0.0.1:1"), new Credentials("a", "b")),
                    home,
                    new Retry(Duration.ZERO));
            attempts = new Attempts(
                    AgentContext.in(
                            home.resolve("runs"),
                            ContentCache.open(home.resolve("cache"), 1 << 20, RealMoveTest.this::fetch),
                            market,
                            pool),
                    ReportStore.open(home.resolve("reports")),
                    transfers,
                    sent::add);
            nodes.add(this);
        }

        private <T extends AgentFrame> T next(Class<T> type) throws InterruptedException {
            AgentFrame frame = sent.poll(Patience.SECONDS, TimeUnit.SECONDS);
            while (frame instanceof Suspended || frame instanceof Resumed) {
                frame = sent.poll(Patience.SECONDS, TimeUnit.SECONDS);
            }
            assertThat(frame).isInstanceOf(type);
            return type.cast(frame);
        }

        private void awaitMoreFuelThan(long fuel) {
            while (attempts.held().stream().noneMatch(held -> held.fuel() > fuel && held.movable())) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void close() throws InterruptedException {
            attempts.stop(Duration.ofSeconds(5));
            pool.close();
        }
    }

    @AfterEach
    void close() throws InterruptedException {
        for (Node node : nodes) {
            node.close();
        }
    }

    private void fetch(Cid cid, ContentSource.CarReceiver receiver) throws IOException {
        ByteArrayOutputStream car = new ByteArrayOutputStream();
        stored.exportCar(cid, car);
        receiver.receive(new ByteArrayInputStream(car.toByteArray()));
    }

    private String module() throws IOException {
        byte[] bytes = Files.readAllBytes(Path.of("..", "lab", "programs", "roam.wasm"));
        return stored.add(new ByteArrayInputStream(bytes)).toString();
    }

    private Assign order(int attempt) throws IOException {
        return new Assign(
                "t-1",
                attempt,
                "alice",
                module(),
                ARGUMENTS,
                null,
                null,
                null,
                null,
                List.of(),
                RESOURCES,
                600_000,
                Long.MAX_VALUE,
                null,
                "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    }

    private void move(int attempt, Node from, Node to) throws Exception {
        String move = "m-" + attempt;
        TransferTicket ticket =
                new TransferTicket(move, "secret", new PeerAddress("127.0.0.1", 1, false, null), null, Long.MAX_VALUE);
        // It must not come to its end before the target is ready.
        from.attempts.suspend(new AttemptId("t-1", attempt));
        to.attempts.moves().prepare(new PrepareMove(move, order(attempt + 1), ticket));
        to.next(MovePrepared.class);
        from.attempts.resume(new AttemptId("t-1", attempt));
        from.attempts.moves().depart(new DepartMove(move, "t-1", attempt, ticket));
        MoveDeparted departed = from.next(MoveDeparted.class);
        MoveRestored restored = to.next(MoveRestored.class);
        assertThat(restored.fuel()).isEqualTo(departed.fuel());
        assertThat(restored.wallMillis()).isEqualTo(departed.wallMillis());
        assertThat(restored.snapshotBytes()).isEqualTo(departed.snapshotBytes());
        to.attempts.moves().start(new StartMoved(move, "t-1", attempt + 1));
        from.attempts.moves().forget(new ForgetMoved(move, "t-1", attempt));
        to.next(Started.class);
    }

    private RunResult undisturbed() throws IOException, InterruptedException {
        RunTerms terms = new RunTerms(
                "t-1",
                new RunTerms.Program(module(), ARGUMENTS, null, Optional.empty()),
                RunTerms.Content.NONE,
                WireTerms.limits(RESOURCES, Long.MAX_VALUE, Duration.ofSeconds(Patience.TEST_SECONDS)));
        return new TaskReplay(Files.createDirectories(folder.resolve("replay")), this::fetch).of(terms, progress -> {});
    }

    @Test
    void programThatMovesTwiceUsesTheSameFuelAndWritesTheSame() throws Exception {
        RunResult expected = undisturbed();
        assertThat(expected.end()).isEqualTo(RunEnd.SUCCESS);
        Node one = new Node("one");
        Node two = new Node("two");
        one.attempts.assign(order(1));
        one.next(Started.class);

        one.awaitMoreFuelThan(expected.fuel() / 10);
        move(1, one, two);
        two.awaitMoreFuelThan(expected.fuel() / 4);
        move(2, two, one);

        // Nothing can be uploaded here, so the report is on a node fault after the end, with the fuel of the whole run.
        assertThat(one.next(Ended.class).fuel()).isEqualTo(expected.fuel());
        assertThat(two.attempts.held()).isEmpty();
    }

    @Test
    void snapshotThatWasChangedOnItsWayIsRefusedByItsSealAndTheProgramGoesOnWhereItWas() throws Exception {
        RunResult expected = undisturbed();
        transfers.damaging = true;
        Node one = new Node("one");
        Node two = new Node("two");
        one.attempts.assign(order(1));
        one.next(Started.class);
        one.awaitMoreFuelThan(0);
        TransferTicket ticket =
                new TransferTicket("m-1", "secret", new PeerAddress("127.0.0.1", 1, false, null), null, Long.MAX_VALUE);
        one.attempts.suspend(new AttemptId("t-1", 1));
        two.attempts.moves().prepare(new PrepareMove("m-1", order(2), ticket));
        two.next(MovePrepared.class);
        one.attempts.resume(new AttemptId("t-1", 1));

        one.attempts.moves().depart(new DepartMove("m-1", "t-1", 1, ticket));
        one.next(MoveDeparted.class);
        MoveFailed failed = two.next(MoveFailed.class);
        one.attempts.moves().abort(new AbortMove("m-1", "t-1", 1));

        assertThat(failed.reason()).contains("the snapshot is not authentic");
        assertThat(two.attempts.held()).isEmpty();
        assertThat(one.next(Ended.class).fuel()).isEqualTo(expected.fuel());
    }
}
