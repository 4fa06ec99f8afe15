package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.EscalationBody;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.testing.Eventually;

/** What the market does for tasks that wait. */
class EscalationIT {
    /** As {@code souk.escalation.floor} is set for the tests. */
    private static final double LONG_WAIT_SECONDS = 15;

    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void aTaskWhoseDeadlineComesNearIsRaisedAndTellsWhy() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.offer(1000, 1024 * MIB, 1024 * MIB));
        buyer.submit(wholeMachine(module).priority(PriorityName.CRITICAL).request());
        Assign occupying = agent.await(Assign.class);

        // 13 s beside its run: less than the shortest wait that is called long.
        TaskBody waiting = buyer.submit(wholeMachine(module)
                .expecting(5)
                .until(Instant.now().plusSeconds(18))
                .request());
        assertThat(waiting.escalations()).isEmpty();

        EscalationBody step = Eventually.present("an escalation", () -> Optional.of(buyer.task(waiting.id()))
                .flatMap(task -> task.escalations().stream().findFirst()));
        assertThat(step.action()).isEqualTo("RAISE_PRIORITY");
        assertThat(step.trigger()).isEqualTo("LAXITY");
        assertThat(step.measured()).isBetween(0.0, 13.0);
        assertThat(step.threshold()).isGreaterThanOrEqualTo(LONG_WAIT_SECONDS);
        assertThat(buyer.task(waiting.id()).request().priority())
                .as("what the buyer asked for")
                .isEqualTo(PriorityName.NORMAL);
        assertThat(buyer.explain(waiting.id()).remarks()).contains(step.detail() + ".");

        agent.succeed(occupying, 1000);
        Assign next = agent.await(Assign.class);
        assertThat(next.task()).isEqualTo(waiting.id());
        agent.succeed(next, 1000);
    }

    @Test
    void aTaskWhosePoolIsEmptyGetsANodeOfAnotherOnceItHasWaitedLong() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.smallOffer());
        TaskBody waiting = buyer.submit(aTask(module).in("loft").widening().request());
        assertThat(waiting.request().widen()).isTrue();
        ExplanationBody why = buyer.explain(waiting.id());
        assertThat(why.summary()).contains("no node is in the pool 'loft'");
        assertThat(why.remarks()).contains("Nodes outside the pool 'loft' will do once it has waited long.");

        Assign assigned = agent.await(Assign.class);

        assertThat(assigned.task()).isEqualTo(waiting.id());
        TaskBody widened = buyer.task(waiting.id());
        assertThat(widened.request().pool()).as("what the buyer asked for").isEqualTo("loft");
        assertThat(widened.escalations()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo("WIDEN_POOLS");
            assertThat(step.trigger()).isEqualTo("WAIT");
            assertThat(step.measured()).isGreaterThanOrEqualTo(LONG_WAIT_SECONDS);
            assertThat(step.offeredPriceMicros()).isNull();
            assertThat(buyer.explain(waiting.id()).remarks()).contains(step.detail() + ".");
        });
        agent.succeed(assigned, 1000);
        buyer.await(waiting, StateName.COMPLETED);
    }

    @Test
    void aDearNodeIsTakenOnlyOnceTheOfferHasRisenAndOnlyWhatWasUsedIsPaid() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.offer(1000, 1024 * MIB, 1024 * MIB));
        // Ten seconds of a core at 10,007 micro-credits a giga-fuel, and a little for RAM: 100,073.
        TaskBody waiting = buyer.submit(wholeMachine(module)
                .expecting(10)
                .paying(200_000)
                .offering(50_000)
                .request());
        ExplanationBody why = buyer.explain(waiting.id());
        assertThat(why.rejections()).containsEntry("WithinOffer", 1);
        assertThat(why.remarks())
                .contains("0.05 credits are offered for it; more, up to its limit of 0.2, only once it has waited"
                        + " long.");

        Assign assigned = agent.await(Assign.class);

        assertThat(assigned.task()).isEqualTo(waiting.id());
        assertThat(buyer.task(waiting.id()).escalations()).singleElement().satisfies(step -> {
            assertThat(step.action()).isEqualTo("RAISE_PRICE");
            // half of what was left: 50,000 + 150,000 / 2
            assertThat(step.offeredPriceMicros()).isEqualTo(125_000);
            assertThat(step.detail()).startsWith("Offer raised to 0.125 credits");
        });
        agent.succeed(assigned, 1_000_000_000);
        TaskBody done = buyer.await(waiting, StateName.COMPLETED);
        assertThat(done.ending().bill().chargedMicros()).isEqualTo(10_007);
    }

    private static TaskOrder wholeMachine(String module) {
        return aTask(module).needing(1000, 64 * MIB, MIB);
    }
}
