package org.souk.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Api;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.PretendedAgent.Closed;
import org.souk.it.harness.Seller;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.AgentFrame.HeldAttempt;
import org.souk.protocol.node.Frames;
import org.souk.protocol.node.MarketFrame.Acknowledge;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.node.MarketFrame.Cancel;
import org.souk.protocol.node.MarketFrame.Welcome;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.testing.Eventually;

/** What agents may say on their WebSocket, what they may not, and what becomes of those who lie. */
class AgentSessionIT {
    private static final String NOBODYS_CID = "bafkreieq5jui4j25lacwomsqgjeswwl3y5zcdrresptwgmfylxo2depppq";

    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private Seller seller;
    private EnrolResponse enrolment;

    @BeforeEach
    void aMachineIsEnrolled() {
        seller = MARKET.seller();
        enrolment = seller.enrol("machine", Seller.smallOffer());
    }

    @Test
    void welcomeTellsWhatWasAgreed() {
        PretendedAgent agent = MARKET.silentAgent(enrolment);
        agent.hello();

        Welcome welcome = agent.await(Welcome.class);
        assertThat(welcome.node()).isEqualTo(enrolment.node().id());
        assertThat(welcome.heartbeatMillis()).isEqualTo(500);
        assertThat(welcome.leaseMillis()).isEqualTo(3000);
        assertThat(welcome.offer()).isEqualTo(Seller.smallOffer());
        Eventually.holds("connected", () -> seller.node(agent.node()).connected());
        assertThat(seller.node(agent.node()).hardware()).isEqualTo(PretendedAgent.HARDWARE);
    }

    @Test
    void frameThatIsNoJsonEndsTheSession() {
        assertThat(answerTo("{\"type\":\"heartbeat\",").code()).isEqualTo(1007);
    }

    @Test
    void frameOfAnUnknownTypeEndsTheSession() {
        Closed closed = answerTo("{\"type\":\"bribe\",\"amount\":7}");
        assertThat(closed.code()).isEqualTo(1003);
        assertThat(closed.reason()).contains("type");
    }

    @Test
    void frameWithAnUnknownFieldEndsTheSessionAndNamesIt() {
        Closed closed = answerTo("{\"type\":\"started\",\"task\":\"abc\",\"attempt\":1,\"colour\":\"red\"}");
        assertThat(closed.code()).isEqualTo(1007);
        assertThat(closed.reason()).contains("colour");
    }

    @Test
    void frameWithAnImpossibleValueEndsTheSessionAndNamesTheField() {
        Closed closed = answerTo("{\"type\":\"started\",\"task\":\"abc\",\"attempt\":-1}");
        assertThat(closed.code()).isEqualTo(1008);
        assertThat(closed.reason()).contains("attempt");

        closed = answerTo("{\"type\":\"heartbeat\",\"at\":\"2026-01-01T00:00:00Z\",\"cpuPercent\":1,\"ramPercent\":1,"
                + "\"taskCpuPercent\":0,\"taskRamBytes\":-1,\"held\":[]}");
        assertThat(closed.code()).isEqualTo(1008);
        assertThat(closed.reason()).contains("taskRamBytes");
    }

    @Test
    void frameThatIsTooLargeEndsTheSession() {
        PretendedAgent agent = PretendedAgent.welcomed(enrolment);
        agent.send("{\"type\":\"started\",\"task\":\"" + "a".repeat(Frames.MAX_FRAME) + "\",\"attempt\":1}");
        assertThat(agent.awaitClose().code()).isEqualTo(1009);
        assertThat(MARKET.buyer().account().balance().heldMicros())
                .as("the market goes on")
                .isZero();
    }

    @Test
    void binaryFrameEndsTheSession() {
        PretendedAgent agent = PretendedAgent.welcomed(enrolment);
        agent.sendBinary(new byte[] {1, 2, 3});
        assertThat(agent.awaitClose().code()).isEqualTo(1003);
    }

    @Test
    void anythingBeforeHelloEndsTheSession() {
        PretendedAgent agent = MARKET.silentAgent(enrolment);
        agent.heartbeat();
        Closed closed = agent.awaitClose();
        assertThat(closed.code()).isEqualTo(1002);
        assertThat(closed.reason()).contains("hello");
        assertThat(seller.node(enrolment.node().id()).connected()).isFalse();
    }

    @Test
    void secondHelloEndsTheSession() {
        PretendedAgent agent = PretendedAgent.welcomed(enrolment);
        agent.hello();
        assertThat(agent.awaitClose().code()).isEqualTo(1002);
    }

    @Test
    void helloInAnotherProtocolIsRefused() {
        PretendedAgent agent = MARKET.silentAgent(enrolment);
        agent.send(new AgentFrame.Hello(99, PretendedAgent.HARDWARE, null, null, List.of()));
        Closed closed = agent.awaitClose();
        assertThat(closed.code()).isEqualTo(1008);
        assertThat(closed.reason()).contains("protocol");
    }

    @Test
    void helloThatOffersMoreThanTheMachineHasIsRefused() {
        PretendedAgent agent = MARKET.silentAgent(enrolment);
        agent.send(new AgentFrame.Hello(
                Frames.PROTOCOL, PretendedAgent.HARDWARE, Seller.offer(65_000, MIB, MIB), null, List.of()));
        Closed closed = agent.awaitClose();
        assertThat(closed.code()).isEqualTo(1008);
        assertThat(closed.reason()).contains("cpuMillis");
        assertThat(seller.node(enrolment.node().id()).offer()).isEqualTo(Seller.smallOffer());
    }

    private Closed answerTo(String frame) {
        try (PretendedAgent agent = PretendedAgent.welcomed(enrolment)) {
            agent.send(frame);
            return agent.awaitClose();
        }
    }

    @Test
    void newerSessionReplacesTheOlder() {
        PretendedAgent older = PretendedAgent.welcomed(enrolment);
        PretendedAgent newer = MARKET.silentAgent(enrolment);
        newer.hello();
        newer.await(Welcome.class);

        assertThat(older.awaitClose().code()).isBetween(1001, 1013);
        assertThat(seller.node(newer.node()).connected()).isTrue();
        newer.heartbeat();
        Eventually.holds("its load", () -> seller.node(newer.node()).load() != null);
    }

    @Test
    void handshakeWantsATokenOfANode() {
        assertThat(PretendedAgent.refusedHandshake(Frames.PATH, null)).isEqualTo(401);
        assertThat(PretendedAgent.refusedHandshake(Frames.PATH, "no.real.token"))
                .isEqualTo(401);
        String sellersToken =
                Api.token(seller.account().clientId(), seller.account().secret());
        assertThat(PretendedAgent.refusedHandshake(Frames.PATH, sellersToken)).isEqualTo(403);
    }

    @Test
    void agentThatReportsATaskItDoesNotHoldChangesNothing() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent honest = MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody task = buyer.submit(aTask(buyer.program("noop")).request());
        Assign assigned = honest.await(Assign.class);
        Seller thief = MARKET.seller();
        // For sale, but too small for the task.
        PretendedAgent liar = MARKET.pretendedAgent(thief, Seller.offer(1, MIB, MIB));

        liar.heartbeat(new HeldAttempt(task.id(), assigned.attempt(), true, false, 7));
        assertThat(liar.await(Cancel.class).task()).isEqualTo(task.id());
        liar.send(new AgentFrame.Started(task.id(), assigned.attempt()));
        liar.succeed(assigned, 1_000_000_000_000L);
        assertThat(liar.awaitClose().reason()).contains(task.id());

        assertThat(buyer.task(task.id()).state()).isEqualTo(StateName.ASSIGNED);
        assertThat(buyer.task(task.id()).node()).isEqualTo(honest.node());
        honest.succeed(assigned, 4242);
        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.ending().fuel()).isEqualTo(4242);
        assertThat(thief.account().balance().availableMicros()).isZero();
    }

    @Test
    void reportThatComesTwiceIsPaidOnce() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent agent = MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody task = buyer.submit(aTask(buyer.program("noop")).request());
        Assign assigned = agent.await(Assign.class);

        agent.succeed(assigned, 3_000_000_000L);
        agent.await(Acknowledge.class);
        agent.succeed(assigned, 9_000_000_000L);
        agent.await(Acknowledge.class);

        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.ending().fuel()).isEqualTo(3_000_000_000L);
        assertThat(seller.account().balance().availableMicros())
                .isEqualTo(done.ending().bill().paidMicros());
    }

    @Test
    void agentCannotChargeMoreThanTheBuyersLimit() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent agent = MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody task = buyer.submit(
                aTask(buyer.program("noop")).paying(30_000).wallLimit(1L).request());
        Assign assigned = agent.await(Assign.class);

        agent.send(new AgentFrame.Ended(
                assigned.task(),
                assigned.attempt(),
                "SUCCESS",
                "",
                0,
                Long.MAX_VALUE,
                Long.MAX_VALUE / 2_000_000,
                0,
                List.of(),
                null,
                null));

        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.ending().fuel()).isEqualTo(assigned.fuelLimit());
        assertThat(done.ending().wallMillis()).isLessThan(120_000);
        assertThat(done.ending().bill().chargedMicros()).isLessThanOrEqualTo(30_000);
    }

    @Test
    void resultThatWasNeverUploadedIsTheNodesFaultAndTheTaskIsTriedElsewhere() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent agent = MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody task =
                buyer.submit(aTask(buyer.program("noop")).writing("/out/x").request());
        Assign assigned = agent.await(Assign.class);
        PretendedAgent other = MARKET.pretendedAgent(MARKET.seller(), Seller.smallOffer());

        agent.send(new AgentFrame.Ended(
                assigned.task(),
                assigned.attempt(),
                "SUCCESS",
                "",
                0,
                1,
                1,
                0,
                List.of(new OutputBody("/out/x", NOBODYS_CID, 5)),
                null,
                null));

        Assign again = other.await(Assign.class);
        assertThat(again.task()).isEqualTo(task.id());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(seller.account().balance().availableMicros()).isZero();
        String cid = buyer.upload("real".getBytes(UTF_8));
        other.send(new AgentFrame.Ended(
                again.task(), 2, "SUCCESS", "", 0, 1, 1, 0, List.of(new OutputBody("/out/x", cid, 4)), null, null));
        buyer.await(task, StateName.COMPLETED);
    }

    @Test
    void outputThatWasNotAskedForIsTheNodesFault() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent agent = MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody task = buyer.submit(aTask(buyer.program("noop")).request());
        Assign assigned = agent.await(Assign.class);
        String cid = buyer.upload("evil".getBytes(UTF_8));

        agent.send(new AgentFrame.Ended(
                assigned.task(),
                assigned.attempt(),
                "SUCCESS",
                "",
                0,
                1,
                1,
                0,
                List.of(new OutputBody("../../etc/passwd", cid, 4)),
                null,
                null));

        agent.await(Acknowledge.class);
        TaskBody now = buyer.task(task.id());
        assertThat(now.state()).as("it is tried again").isIn(StateName.QUEUED, StateName.ASSIGNED);
        assertThat(now.ending()).isNull();
    }

    @Test
    void silentNodeLosesItsTaskToAnotherAndItsLateReportCountsForNothing() {
        Buyer buyer = MARKET.buyer();
        PretendedAgent silent = MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody task = buyer.submit(aTask(buyer.program("noop")).request());
        Assign first = silent.await(Assign.class);
        silent.fallSilent();
        PretendedAgent other = MARKET.pretendedAgent(MARKET.seller(), Seller.smallOffer());

        Assign second = other.await(Assign.class);
        assertThat(second.task()).isEqualTo(task.id());
        assertThat(second.attempt()).isEqualTo(2);
        silent.succeed(first, 1_000_000_000L);
        silent.await(Acknowledge.class);
        other.succeed(second, 2000);

        TaskBody done = buyer.await(task, StateName.COMPLETED);
        assertThat(done.ending().fuel()).isEqualTo(2000);
        assertThat(done.attempts()).isEqualTo(2);
        assertThat(seller.account().balance().availableMicros()).isZero();
    }
}
