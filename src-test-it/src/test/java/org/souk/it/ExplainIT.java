package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.ArrayBody;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.MaintenanceBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.PlanRequest;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TariffBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;
import org.souk.testing.Eventually;

/**
 * Why a task is where it is, in situations that are prepared so that only one answer is right. At most two nodes are
 * connected; those of other tests are not and may appear under {@code IsConnected} alone.
 */
class ExplainIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private Seller seller;
    private Buyer buyer;
    private String module;

    /** Each test its own people, so that what one leaves waiting does not take the nodes of the next. */
    @BeforeEach
    void meet() {
        seller = MARKET.seller();
        buyer = MARKET.buyer();
        module = buyer.program("noop");
    }

    @Test
    void theOnlyNodeIsTooSmall() {
        MARKET.pretendedAgent(seller, offer(null, null));
        ExplanationBody why = turnedAway(submit(small().needing(1500, 64 * MIB, MIB)), "FitsCapacity");
        assertThat(why.summary()).contains("FitsCapacity turned away 1 node");
        assertThat(why.scores()).isEmpty();
    }

    @Test
    void theOnlyNodeIsTooDear() {
        MARKET.pretendedAgent(seller, offer(null, null));
        turnedAway(submit(small().paying(1).wallLimit(3600L)), "WithinBudget");
    }

    @Test
    void theRequirementsAreNotMet() {
        MARKET.pretendedAgent(seller, offer(null, null));
        ExplanationBody why = turnedAway(submit(small().requiring("node.cores > 1000")), "MeetsRequirements");
        assertThat(why.remarks()).anyMatch(remark -> remark.startsWith("The requirements are met by none of "));
    }

    @Test
    void theOwnersPolicyDoesNotAllowIt() {
        MARKET.pretendedAgent(seller, offer("task.cpuMillis <= 100", null));
        ExplanationBody why = turnedAway(submit(small()), "PolicyAllows");
        // Nodes of other tests may have policies that do not allow it either.
        assertThat(why.remarks())
                .anyMatch(remark ->
                        remark.matches("Of \\d+ nodes, [1-9]\\d* will not run it by their owners' policies\\."));
    }

    @Test
    void theOnlyNodeIsInAnotherPool() {
        MARKET.pretendedAgent(seller, offer(null, "cellar"));
        ExplanationBody why =
                explained(submit(small().in("roof")), x -> x.rejections().containsKey("InPool"));
        assertThat(why.rejections()).as("others are in no pool either").containsOnlyKeys("InPool");
        assertThat(why.summary()).contains("no node is in the pool 'roof'");
    }

    @Test
    void theOnlyNodeIsDraining() {
        PretendedAgent agent = MARKET.pretendedAgent(seller, offer(null, null));
        seller.turn(agent.node(), AvailabilityName.DRAINING);
        turnedAway(submit(small()), "IsActive");
    }

    @Test
    void itWouldRunIntoMaintenance() {
        PretendedAgent agent = MARKET.pretendedAgent(seller, offer(null, null));
        Instant start = Instant.now().plusSeconds(60);
        seller.api()
                .patch(
                        "/nodes/" + agent.node(),
                        new NodeChange(
                                null,
                                null,
                                null,
                                null,
                                List.of(new MaintenanceBody(start, start.plusSeconds(60), null))))
                .expect(200);
        turnedAway(submit(small()), "OutsideMaintenance");
    }

    @Test
    void theOnlyNodeIsQuarantined() {
        PretendedAgent liar = MARKET.pretendedAgent(seller, offer(null, null));
        liar.send(new AgentFrame.Heartbeat(Instant.now().plus(Duration.ofDays(1)), 10, 20, 0, 0, List.of()));
        Eventually.holds("the quarantine", () -> seller.node(liar.node()).quarantine() != null);
        turnedAway(submit(small()), "NotQuarantined");
    }

    @Test
    void nobodyIsConnected() {
        PretendedAgent gone = MARKET.pretendedAgent(seller, offer(null, null));
        gone.close();
        Eventually.holds("the node is gone", () -> !seller.node(gone.node()).connected());
        ExplanationBody why = explained(submit(small()), x -> x.rejections().containsKey("IsConnected"));
        assertThat(why.rejections()).containsOnlyKeys("IsConnected");
    }

    @Test
    void theArrayRunsAsManyAsItMay() {
        MARKET.pretendedAgent(seller, offer(null, null));
        TaskBody first = buyer.submit(small().request().among(null, null, new ArrayBody(1, 2, 1)));
        TaskBody waiting = Eventually.present("the second element", () -> elements(first).stream()
                .filter(task -> task.state() == StateName.QUEUED)
                .findFirst()
                .filter(task -> elements(first).stream().anyMatch(other -> other.state() != StateName.QUEUED)));
        explained(waiting, why -> why.summary().contains("array limit"));
    }

    private List<TaskBody> elements(TaskBody first) {
        return buyer.api()
                .get("/tasks?array=" + first.array().id())
                .as(TaskPage.class)
                .tasks();
    }

    @Test
    void theBuyersPlanAllowsNoMore() {
        MARKET.operator()
                .api()
                .put("/accounts/" + buyer.account().id() + "/plan", new PlanRequest("small"))
                .expect(200);
        MARKET.pretendedAgent(seller, Seller.offer(64_000, 1024 * MIB, 1024 * MIB));
        submit(small().needing(2000, 64 * MIB, MIB));
        TaskBody more = submit(small().needing(2000, 64 * MIB, MIB));
        explained(more, why -> why.summary().contains("plan"));
    }

    @Test
    void itWaitsForAnother() {
        TaskBody first = submit(small());
        TaskBody second = buyer.submit(small().request().among(null, List.of(first.id()), null));
        assertThat(buyer.explain(second.id()).summary())
                .startsWith("It waits until 1 task has completed: " + first.id());
    }

    @Test
    void theCheaperNodeHadTheBetterPrice() {
        OfferBody usual = offer(null, null);
        MARKET.pretendedAgent(seller, usual);
        TariffBody half = new TariffBody(5_003, 10_007, 251);
        PretendedAgent cheap = MARKET.pretendedAgent(MARKET.seller(), new OfferBody(usual.resources(), half, false));
        TaskBody task = submit(small());
        Assign assigned = cheap.await(Assign.class);
        assertThat(assigned.task()).isEqualTo(task.id());
        ExplanationBody why = explained(task, x -> x.summary().contains(cheap.node()));
        assertThat(why.scores())
                .containsOnlyKeys("Untried", "Price", "Headroom", "Fit", "Locality", "Latency", "Reliability", "Speed");
        // A core second costs 5,003 micros and next to nothing for RAM: 1 / (1 + 5.003).
        assertThat(why.scores().get("Price")).isCloseTo(0.1666, within(0.001));
        assertThat(why.rejections()).isEmpty();
    }

    /** Waits until the only connected node is turned away by that rule, and no other rule has anything to say. */
    private ExplanationBody turnedAway(TaskBody task, String rule) {
        return explained(task, why -> connected(why).equals(Map.of(rule, 1)));
    }

    private static Map<String, Integer> connected(ExplanationBody why) {
        Map<String, Integer> rejections = new HashMap<>(why.rejections());
        rejections.remove("IsConnected");
        return rejections;
    }

    private ExplanationBody explained(TaskBody task, Predicate<ExplanationBody> right) {
        return Eventually.present(
                "the explanation, it is " + buyer.explain(task.id()),
                () -> Optional.of(buyer.explain(task.id())).filter(right));
    }

    private TaskBody submit(TaskOrder order) {
        return buyer.submit(order.request());
    }

    private TaskOrder small() {
        return aTask(module).needing(250, 16 * MIB, MIB);
    }

    private static OfferBody offer(String policy, String pool) {
        OfferBody usual = Seller.offer(1000, 1024 * MIB, 1024 * MIB);
        return new OfferBody(usual.resources(), usual.tariff(), false, pool, null, policy, null, null);
    }
}
