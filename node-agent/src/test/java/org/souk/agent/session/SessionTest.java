package org.souk.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.souk.agent.load.Load;
import org.souk.agent.transfer.NodeTransfers;
import org.souk.agent.work.AgentContext;
import org.souk.agent.work.Attempts;
import org.souk.agent.work.PoolPolicy;
import org.souk.agent.work.ReportStore;
import org.souk.agent.work.WorkerPool;
import org.souk.client.Credentials;
import org.souk.client.MarketClient;
import org.souk.client.MarketRefused;
import org.souk.client.content.ContentCache;
import org.souk.client.content.MarketContent;
import org.souk.protocol.node.AgentFrame.Ended;
import org.souk.protocol.node.AgentFrame.Heartbeat;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.AgentFrame.Hello;
import org.souk.protocol.node.Frames;
import org.souk.protocol.node.MarketFrame.Acknowledge;
import org.souk.protocol.node.MarketFrame.OfferChanged;
import org.souk.protocol.node.MarketFrame.Welcome;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.testing.Patience;

@Timeout(Patience.TEST_SECONDS)
class SessionTest {
    private static final Ended REPORT = new Ended("t-1", 2, "SUCCESS", "", 0, 42, 7, 65536, List.of(), null, null);

    @TempDir
    Path home;

    private final LinkedBlockingQueue<Object> told = new LinkedBlockingQueue<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private FakeMarket market;
    private ReportStore reports;
    private Session session;
    private Future<?> kept;

    @BeforeEach
    void start() throws IOException {
        market = new FakeMarket();
        reports = ReportStore.open(home.resolve("reports"));
    }

    private void keep() throws IOException {
        MarketClient client = new MarketClient(market.http(), new Credentials("id", "secret"));
        session = new Session(client, market.webSocket(), new AttentiveNode());
        MarketContent content = new MarketContent(client, home);
        WorkerPool pool = new WorkerPool(ram -> new CompletableFuture<>(), PoolPolicy.forCores(1), System::nanoTime);
        AgentContext workplace = AgentContext.in(
                home.resolve("runs"), ContentCache.open(home.resolve("cache"), 1000, content), content, pool);
        Attempts attempts =
                new Attempts(workplace, reports, new NodeTransfers("127.0.0.1", null, Optional.empty()), session);
        node = attempts;
        kept = thread.submit(() -> {
            session.keep(attempts);
            return null;
        });
    }

    private Attempts node;

    private final class AttentiveNode implements Session.Node {
        @Override
        public Hello hello() {
            return new Hello(Frames.PROTOCOL, null, null, null, node.held());
        }

        @Override
        public Load load() {
            return new Load(50, 40, 30, 20);
        }

        @Override
        public void selling(Welcome welcome) {
            told.add(welcome);
        }

        @Override
        public void selling(OfferChanged change) {
            told.add(change);
        }
    }

    @AfterEach
    void stop() throws Exception {
        session.stop();
        thread.shutdown();
        assertThat(thread.awaitTermination(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        market.close();
    }

    private static void welcome(FakeMarket.Conversation conversation) throws IOException {
        conversation.say(new Welcome("n-1", 100, 30_000, 3_600_000, null, AvailabilityName.ACTIVE));
    }

    @Test
    void helloComesFirstAndHeartbeatsFollowTheWelcome() throws Exception {
        keep();
        FakeMarket.Conversation conversation = market.nextConversation();
        assertThat(conversation.authorization).isEqualTo("Bearer token-1");
        assertThat(conversation.first()).isInstanceOf(Hello.class);

        welcome(conversation);

        assertThat(conversation.next(Heartbeat.class))
                .returns(50.0, Heartbeat::cpuPercent)
                .returns(30.0, Heartbeat::taskCpuPercent);
        conversation.next(Heartbeat.class);
        assertThat(told.poll(Patience.SECONDS, TimeUnit.SECONDS)).isInstanceOf(Welcome.class);
    }

    @Test
    void reportIsRepeatedInEverySessionUntilItIsAcknowledged() throws Exception {
        reports.save(REPORT);
        keep();
        FakeMarket.Conversation first = market.nextConversation();
        assertThat(first.next(Hello.class).held()).containsExactly(new HeldAttempt("t-1", 2, true, false, 42));
        welcome(first);
        assertThat(first.next(Ended.class)).isEqualTo(REPORT);

        first.breakOff();

        FakeMarket.Conversation second = market.nextConversation();
        welcome(second);
        assertThat(second.next(Ended.class)).isEqualTo(REPORT);
        second.say(new Acknowledge("t-1", 2));
        while (!second.next(Heartbeat.class).held().isEmpty()) {
            assertThat(kept).isNotDone();
        }

        second.breakOff();

        assertThat(market.nextConversation().next(Hello.class).held()).isEmpty();
    }

    @Test
    void refusedTokenIsRenewed() throws Exception {
        market.refuseHandshakesWith = 401;
        keep();
        while (market.tokens.get() < 2) {
            Thread.onSpinWait();
        }
        market.refuseHandshakesWith = 0;

        assertThat(market.nextConversation().authorization).isNotEqualTo("Bearer token-1");
    }

    @Test
    void marketThatIsNotReadyIsTriedAgainWithTheSameToken() throws Exception {
        market.refuseHandshakesWith = 503;
        keep();
        while (market.tokens.get() < 1) {
            Thread.onSpinWait();
        }
        market.refuseHandshakesWith = 0;

        assertThat(market.nextConversation().authorization).isEqualTo("Bearer token-1");
    }

    @Test
    void firstHelloThatIsRefusedEndsTheAgentWithTheReason() throws Exception {
        keep();

        market.nextConversation().close(1008, "offer.cpuMillis: offers more than there is");

        assertThatThrownBy(() -> kept.get(Patience.SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(MarketRefused.class)
                .hasMessageContaining("offer.cpuMillis: offers more than there is");
    }

    @Test
    void roleThatDoesNotFitEndsTheAgent() throws Exception {
        market.refuseHandshakesWith = 403;

        keep();

        assertThatThrownBy(() -> kept.get(Patience.SECONDS, TimeUnit.SECONDS)).hasCauseInstanceOf(MarketRefused.class);
    }

    @Test
    void nonsenseIsIgnored() throws Exception {
        keep();
        FakeMarket.Conversation conversation = market.nextConversation();
        welcome(conversation);
        conversation.say(new Acknowledge("../../etc/passwd", -1));
        conversation.say(new OfferChanged(null, AvailabilityName.DRAINING));

        told.poll(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(told.poll(Patience.SECONDS, TimeUnit.SECONDS))
                .isEqualTo(new OfferChanged(null, AvailabilityName.DRAINING));
        conversation.next(Heartbeat.class);
    }

    @Test
    void stoppedSessionSaysGoodBye() throws Exception {
        keep();
        FakeMarket.Conversation conversation = market.nextConversation();
        welcome(conversation);
        conversation.next(Heartbeat.class);

        session.send(REPORT);
        session.stop();

        kept.get(Patience.SECONDS, TimeUnit.SECONDS);
        assertThat(conversation.next(Ended.class)).isEqualTo(REPORT);
    }
}
