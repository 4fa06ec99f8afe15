package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.AvailabilityName;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.Problem;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TariffBody;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;
import org.souk.testing.Eventually;

/** The queue: who is served when, on whose machine, and why not. Pretended agents, so that nothing runs by chance. */
class QueueIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void higherPriorityIsServedFirstThenTheShorterThenTheOlder() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), oneAtATime());
        // Of the highest class and fresh: nobody may take its place.
        TaskBody first = buyer.submit(order(module)
                .named("occupies the machine")
                .priority(PriorityName.CRITICAL)
                .request());
        Assign running = agent.await(Assign.class);
        assertThat(running.task()).isEqualTo(first.id());

        submit(buyer, order(module).named("5 low").priority(PriorityName.LOW));
        submit(buyer, order(module).named("3 normal, older"));
        submit(buyer, order(module).named("4 normal, younger"));
        submit(buyer, order(module).named("1 high").priority(PriorityName.HIGH));
        submit(buyer, order(module).named("2 normal, short").expecting(5));
        submit(buyer, order(module).named("0 critical").priority(PriorityName.CRITICAL));

        List<String> served = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            agent.succeed(running, 1000);
            running = agent.await(Assign.class);
            served.add(buyer.task(running.task()).request().name());
        }
        assertThat(served).isSorted().hasSize(6);
    }

    private static void submit(Buyer buyer, TaskOrder order) {
        buyer.submit(order.request());
    }

    private static OfferBody oneAtATime() {
        return Seller.offer(1000, 1024 * MIB, 1024 * MIB);
    }

    private static TaskOrder order(String module) {
        return aTask(module).needing(1000, 64 * MIB, MIB);
    }

    @Test
    void waitingTaskTellsWhichRulesTurnedAwayHowManyNodes() {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        MARKET.pretendedAgent(seller, oneAtATime());

        TaskBody tooBig = buyer.submit(
                aTask(buyer.program("noop")).needing(1500, 64 * MIB, MIB).request());
        ExplanationBody whyBig = explained(buyer, tooBig, "FitsCapacity");
        assertThat(whyBig.summary()).contains("FitsCapacity turned away 1 node");

        TaskBody tooPoor = buyer.submit(
                order(buyer.program("noop")).paying(1).wallLimit(3600L).request());
        explained(buyer, tooPoor, "WithinBudget");
        assertThat(buyer.task(tooPoor.id()).state()).isEqualTo(StateName.QUEUED);
    }

    private static ExplanationBody explained(Buyer buyer, TaskBody task, String rule) {
        return Eventually.present("an explanation by " + rule, () -> Optional.of(buyer.explain(task.id()))
                .filter(why -> why.rejections().getOrDefault(rule, 0) >= 1));
    }

    @Test
    void waitingTaskIsCancelledAndItsMoneyComesBack() {
        Buyer buyer = MARKET.buyer(5_000_000);
        TaskBody waiting =
                buyer.submit(order(buyer.program("noop")).paying(2_000_000).request());
        assertThat(buyer.account().balance().availableMicros()).isEqualTo(3_000_000);
        assertThat(buyer.account().balance().heldMicros()).isEqualTo(2_000_000);

        TaskBody cancelled = buyer.cancel(waiting.id());

        assertThat(cancelled.state()).isEqualTo(StateName.CANCELLED);
        assertThat(buyer.account().balance().availableMicros()).isEqualTo(5_000_000);
        assertThat(buyer.account().balance().heldMicros()).isZero();
        assertThat(buyer.cancel(waiting.id())).as("cancelled again").isEqualTo(cancelled);
    }

    @Test
    void deadlineThatCannotBeMetIsRefusedWithTheEarliestThatCan() {
        Buyer buyer = MARKET.buyer(5_000_000);
        MARKET.pretendedAgent(MARKET.seller(), oneAtATime());
        TaskOrder hour = order(buyer.program("noop")).wallLimit(3600L).expecting(1800);

        Problem refused = buyer.api()
                .post(
                        "/tasks",
                        hour.until(Instant.now().plus(Duration.ofMinutes(5))).request())
                .refusal(400, "deadline");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.field()).isEqualTo("deadline");
        assertThat(refused.earliestDeadline()).isAfter(Instant.now().plus(Duration.ofMinutes(29)));
        assertThat(buyer.account().balance().heldMicros()).isZero();
        TaskBody promised = buyer.submit(
                hour.until(refused.earliestDeadline().plusSeconds(60)).request());
        assertThat(promised.request().expectedSeconds()).isEqualTo(1800);
    }

    @Test
    void promiseWhoseNodeLeavesEndsWithItsDeadlineAndCostsNothing() {
        Buyer buyer = MARKET.buyer(5_000_000);
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), oneAtATime());
        submit(buyer, order(buyer.program("noop")).priority(PriorityName.CRITICAL));
        Assign running = agent.await(Assign.class);
        TaskBody waiting = buyer.submit(order(buyer.program("noop"))
                .expecting(1)
                .until(Instant.now().plusSeconds(20))
                .request());
        agent.close();

        TaskBody failed = buyer.await(waiting, StateName.FAILED);

        assertThat(failed.ending().reason()).isEqualTo("DEADLINE_PASSED");
        assertThat(failed.ending().bill().chargedMicros()).isZero();
        assertThat(running.task()).isNotEqualTo(waiting.id());
    }

    @Test
    void drainedNodeFinishesWhatRunsAndTakesNothingNew() {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(seller, oneAtATime());
        TaskBody first = buyer.submit(order(module).request());
        Assign running = agent.await(Assign.class);

        seller.turn(agent.node(), AvailabilityName.DRAINING);
        TaskBody second = buyer.submit(order(module).request());
        agent.succeed(running, 1000);
        buyer.await(first, StateName.COMPLETED);
        explained(buyer, second, "IsActive");
        assertThat(buyer.task(second.id()).state()).isEqualTo(StateName.QUEUED);

        seller.turn(agent.node(), AvailabilityName.ACTIVE);
        Assign assigned = agent.await(Assign.class);
        assertThat(assigned.task()).isEqualTo(second.id());
        agent.succeed(assigned, 1000);
        buyer.await(second, StateName.COMPLETED);
    }

    @Test
    void offerChangedWhileTheNodeWorksHoldsForWhatComesNext() {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(seller, oneAtATime());
        TaskBody first = buyer.submit(order(module).request());
        Assign running = agent.await(Assign.class);
        TaskBody second = buyer.submit(order(module).request());

        // Prices are those of the assignment, and twice the cores take the second task at once.
        seller.change(agent.node(), dearer(Seller.offer(2000, 1024 * MIB, 1024 * MIB)), null);
        Assign next = agent.await(Assign.class);
        assertThat(next.task()).isEqualTo(second.id());
        agent.succeed(running, 2_000_000_000L);
        agent.succeed(next, 2_000_000_000L);

        // 2 × 10⁹ fuel at 10 007 and at 70 001 for 10⁹
        assertThat(buyer.await(first, StateName.COMPLETED).ending().bill().fuelMicros())
                .isEqualTo(20_014);
        assertThat(buyer.await(second, StateName.COMPLETED).ending().bill().fuelMicros())
                .isEqualTo(140_002);
    }

    private static OfferBody dearer(OfferBody offer) {
        return new OfferBody(offer.resources(), new TariffBody(70_001, 20_011, 503), false);
    }

    @Test
    void nodeIsNeverSoldTwice() {
        Buyer buyer = MARKET.buyer();
        Seller seller = MARKET.seller();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(seller, Seller.offer(3000, 1024 * MIB, 1024 * MIB));
        for (int i = 0; i < 8; i++) {
            buyer.submit(order(module).request());
        }
        for (int i = 0; i < 3; i++) {
            agent.await(Assign.class);
        }
        Eventually.holds("five tasks that the node has no room for", () -> {
            List<TaskBody> waiting =
                    buyer.api().get("/tasks?state=queued").as(TaskPage.class).tasks();
            return waiting.size() == 5
                    && buyer.explain(waiting.get(0).id()).rejections().getOrDefault("FitsCapacity", 0) == 1;
        });
        assertThat(seller.node(agent.node()).attempts()).isEqualTo(3);
        assertThat(seller.node(agent.node()).reserved().cpuMillis()).isEqualTo(3000);
    }

    @Test
    void tasksAreListedNewestFirstByStateAndPageByPage() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            ids.add(0, buyer.submit(order(module).paying(1000).request()).id());
        }
        buyer.cancel(ids.get(3));

        assertThat(listed(buyer, "")).isEqualTo(ids);
        assertThat(listed(buyer, "?state=cancelled")).containsExactly(ids.get(3));
        assertThat(listed(buyer, "?state=completed")).isEmpty();
        assertThat(listed(buyer, "?state=queued,cancelled")).isEqualTo(ids);

        List<String> paged = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            TaskPage page =
                    buyer.api().get("/tasks?limit=3" + cursor).expect(200).as(TaskPage.class);
            page.tasks().forEach(task -> paged.add(task.id()));
            cursor = page.next() == null ? null : "&before=" + page.next();
            pages++;
        }
        assertThat(paged).isEqualTo(ids);
        assertThat(pages).isEqualTo(3);

        assertThat(listed(MARKET.buyer(), "")).as("somebody else's list").isEmpty();
    }

    private static List<String> listed(Buyer buyer, String query) {
        return buyer.api().get("/tasks" + query).as(TaskPage.class).tasks().stream()
                .map(TaskBody::id)
                .toList();
    }
}
