package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Api;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.NodeAgent;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.MarketFrame;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.BurstBody;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.EnrolResponse;
import org.souk.protocol.rest.MaintenanceBody;
import org.souk.protocol.rest.NodeBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.PoolBody;
import org.souk.protocol.rest.PoolList;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;
import org.souk.testing.Eventually;

/** Owners who change what they sell while others use it. */
class ResourcesIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private static final ResourcesBody TWO_TASKS = new ResourcesBody(500, 128 * MIB, 32 * MIB);
    private static final ResourcesBody ONE_TASK = new ResourcesBody(250, 64 * MIB, 16 * MIB);

    private final Seller seller = MARKET.seller();
    private final Buyer buyer = MARKET.buyer();

    @Test
    void loweredOfferTakesTheSurplusAfterItsGraceAndARaisedOneSellsAtOnce() {
        PretendedAgent agent = MARKET.pretendedAgent(seller, offer(TWO_TASKS, "lowered", null));
        TaskBody one = buyer.await(buyer.submit(inPool("lowered", false)), StateName.ASSIGNED);
        TaskBody two = buyer.await(buyer.submit(inPool("lowered", false)), StateName.ASSIGNED);

        NodeBody lowered = change(agent.node(), new NodeChange(offer(ONE_TASK, "lowered", null), null, 2L, null, null));
        assertThat(lowered.surplusUntil()).isAfter(Instant.now().minusSeconds(1));
        assertThat(lowered.reserved()).isEqualTo(TWO_TASKS);
        agent.await(MarketFrame.Cancel.class);

        assertThat(seller.node(agent.node()).reserved()).isEqualTo(ONE_TASK);
        assertThat(List.of(buyer.task(one.id()).state(), buyer.task(two.id()).state()))
                .containsExactlyInAnyOrder(StateName.ASSIGNED, StateName.QUEUED);
        change(agent.node(), new NodeChange(offer(TWO_TASKS, "lowered", null), null));
        buyer.await(one, StateName.ASSIGNED);
        buyer.await(two, StateName.ASSIGNED);
    }

    @Test
    void drainByADeadlineLosesNoTask() {
        NodeAgent leaving = MARKET.agent(seller, "leaving", Seller.smallOffer());
        TaskBody spinning = buyer.await(
                buyer.submit(aTask(buyer.program("spin"))
                        .needing(250, 64 * MIB, MIB)
                        .wallLimit(20L)
                        .request()),
                StateName.RUNNING);

        NodeBody drained = change(
                leaving.id(),
                new NodeChange(
                        null, AvailabilityName.DRAINING, null, Instant.now().plusSeconds(3), null));
        assertThat(drained.drainBy()).isNotNull();
        assertThat(buyer.explain(spinning.id()).toString()).contains("its node is drained by");
        TaskBody queued = buyer.await(spinning, StateName.QUEUED);
        assertThat(queued.node()).isNull();
        assertThat(queued.preemptions()).isEqualTo(1);
        assertThat(seller.node(leaving.id()).attempts()).isZero();

        PretendedAgent heir = MARKET.pretendedAgent(seller, Seller.smallOffer());
        MarketFrame.Assign assigned = heir.await(MarketFrame.Assign.class);
        assertThat(assigned.task()).isEqualTo(spinning.id());
        heir.succeed(assigned, 7);
        TaskBody done = buyer.await(spinning, StateName.COMPLETED);
        assertThat(done.ending().fuel())
                .as("the attempt that was taken away is not billed")
                .isEqualTo(7);
    }

    @Test
    void poolsHaveTotalsAndATaskThatAsksForOneRunsOnlyThere() {
        MARKET.pretendedAgent(seller, Seller.smallOffer());
        TaskBody waiting = buyer.submit(inPool("attic", false));
        Eventually.holds(
                "the reason", () -> buyer.explain(waiting.id()).summary().contains("no node is in the pool 'attic'"));

        PretendedAgent attic = PretendedAgent.welcomed(seller.enrol("attic", offer(TWO_TASKS, "attic", null)));
        try (attic) {
            TaskBody placed = buyer.await(waiting, StateName.ASSIGNED);
            assertThat(placed.node()).isEqualTo(attic.node());
            PoolBody pool = buyer.api().get("/pools").as(PoolList.class).pools().stream()
                    .filter(p -> p.name().equals("attic"))
                    .findFirst()
                    .orElseThrow();
            assertThat(pool.selling()).isEqualTo(1);
            assertThat(pool.forSale()).isEqualTo(TWO_TASKS);
            assertThat(pool.reserved()).isEqualTo(ONE_TASK);
        }
        seller.api()
                .post("/nodes", new EnrolRequest("bad", offer(TWO_TASKS, "a b", null)))
                .refusal(400, "offer.pool");
    }

    @Test
    void burstCapacityIsCheaperAndOnlyForTheWilling() {
        PretendedAgent agent = MARKET.pretendedAgent(
                seller, offer(new ResourcesBody(0, 0, 0), "bursting", new BurstBody(ONE_TASK, 50)));
        TaskBody unwilling = buyer.submit(inPool("bursting", false));
        TaskBody willing = buyer.await(buyer.submit(inPool("bursting", true)), StateName.ASSIGNED);

        assertThat(willing.burst()).isTrue();
        assertThat(seller.node(agent.node()).burstReserved()).isEqualTo(ONE_TASK);
        assertThat(buyer.task(unwilling.id()).state()).isEqualTo(StateName.QUEUED);
        assertThat(buyer.explain(unwilling.id()).rejections()).containsKey("FitsCapacity");
        agent.succeed(agent.await(MarketFrame.Assign.class), 1_000_000);
        TaskBody done = buyer.await(willing, StateName.COMPLETED);
        // 1,000,000 fuel × (10,007 × 50 %, rounded down) / 10⁹, rounded down
        assertThat(done.ending().bill().fuelMicros()).isEqualTo(1_000_000L * 5_003 / 1_000_000_000L);
    }

    @Test
    void nothingStartsThatWouldRunIntoMaintenance() {
        PretendedAgent agent = MARKET.pretendedAgent(seller, offer(TWO_TASKS, "kept-up", null));
        Instant start = Instant.now().plusSeconds(60);
        NodeBody announced = change(
                agent.node(),
                new NodeChange(
                        null, null, null, null, List.of(new MaintenanceBody(start, start.plusSeconds(60), null))));
        assertThat(announced.maintenance()).hasSize(1);

        TaskBody tooLong = buyer.submit(inPool("kept-up", false));
        Eventually.holds(
                "the reason", () -> buyer.explain(tooLong.id()).rejections().containsKey("OutsideMaintenance"));
        change(agent.node(), new NodeChange(null, null, null, null, List.of()));
        buyer.await(tooLong, StateName.ASSIGNED);
    }

    @Test
    void nodeThatReportsNonsenseIsQuarantinedUntilAnOperatorReleasesIt() {
        EnrolResponse enrolled = seller.enrol("liar", offer(TWO_TASKS, "liars", null));
        PretendedAgent liar = MARKET.silentAgent(enrolled);
        liar.hello();
        liar.await(MarketFrame.Welcome.class);
        liar.send(new AgentFrame.Heartbeat(Instant.now().plus(Duration.ofDays(1)), 10, 20, 0, 0, List.of()));
        NodeBody quarantined = Eventually.present("the quarantine", () -> Optional.of(seller.node(liar.node()))
                .filter(node -> node.quarantine() != null));
        assertThat(quarantined.quarantine().reason()).contains("clock is ahead");
        TaskBody waiting = buyer.submit(inPool("liars", false));
        Eventually.holds("the reason", () -> {
            liar.heartbeat();
            return buyer.explain(waiting.id()).rejections().containsKey("NotQuarantined");
        });

        Api operator = MARKET.operator().api();
        assertThat(seller.api()
                        .post("/nodes/" + liar.node() + "/release", Map.of())
                        .status())
                .isEqualTo(403);
        operator.post("/nodes/" + liar.node() + "/release", Map.of()).expect(200);
        Eventually.holds("the task is placed", () -> {
            liar.heartbeat();
            return buyer.task(waiting.id()).state() == StateName.ASSIGNED;
        });

        liar.send(new AgentFrame.Heartbeat(Instant.now(), 10, 20, 0, -1, List.of()));
        assertThat(liar.awaitClose().reason()).contains("taskRamBytes");
        Eventually.holds(
                "the quarantine of a negative capacity",
                () -> seller.node(liar.node()).quarantine() != null);
    }

    @Test
    void badChangesAreRefusedByName() {
        EnrolResponse node = seller.enrol("strict", offer(TWO_TASKS, null, null));
        String path = "/nodes/" + node.node().id();
        Instant now = Instant.now();

        seller.api()
                .patch(path, new NodeChange(offer(ONE_TASK, null, null), null, -1L, null, null))
                .refusal(400, "graceSeconds");
        seller.api()
                .patch(path, new NodeChange(null, AvailabilityName.ACTIVE, null, now.plusSeconds(9), null))
                .refusal(400, "drainBy");
        seller.api()
                .patch(path, new NodeChange(null, null, null, null, List.of(new MaintenanceBody(now, now, false))))
                .refusal(400, "maintenance");
        seller.api()
                .patch(path, new NodeChange(offer(ONE_TASK, null, new BurstBody(ONE_TASK, 101)), null))
                .refusal(400, "offer.burst.discountPercent");
    }

    private NodeBody change(String node, NodeChange change) {
        return seller.api().patch("/nodes/" + node, change).expect(200).as(NodeBody.class);
    }

    private static OfferBody offer(ResourcesBody resources, String pool, BurstBody burst) {
        return new OfferBody(resources, Seller.PRICES, false, pool, burst, null, null, null);
    }

    private TaskRequest inPool(String pool, boolean burst) {
        TaskOrder order = aTask(buyer.program("spin")).in(pool);
        return (burst ? order.bursting() : order).request();
    }
}
