package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Eventually;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.EscalationBody;
import org.souk.protocol.rest.PriorityName;
import org.souk.protocol.rest.TaskBody;

/** What the market does for tasks that wait. */
class EscalationIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void aTaskWhoseDeadlineComesNearIsRaisedAndTellsWhy() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.offer(1000, 1024 * MIB, 1024 * MIB));
        buyer.submit(wholeMachine(module).priority(PriorityName.CRITICAL).request());
        Assign occupying = agent.await(Assign.class);

        // 45 s beside its run: less than the shortest wait that is called long, a minute.
        TaskBody waiting = buyer.submit(wholeMachine(module)
                .expecting(5)
                .until(Instant.now().plusSeconds(50))
                .request());
        assertThat(waiting.escalations()).isEmpty();

        EscalationBody step = Eventually.present("an escalation", () -> Optional.of(buyer.task(waiting.id()))
                .flatMap(task -> task.escalations().stream().findFirst()));
        assertThat(step.action()).isEqualTo("RAISE_PRIORITY");
        assertThat(step.trigger()).isEqualTo("LAXITY");
        assertThat(step.measured()).isBetween(0.0, 45.0);
        assertThat(step.threshold()).isGreaterThanOrEqualTo(60);
        assertThat(buyer.task(waiting.id()).request().priority())
                .as("what the buyer asked for")
                .isEqualTo(PriorityName.NORMAL);
        assertThat(buyer.explain(waiting.id()).remarks()).contains(step.detail() + ".");

        agent.succeed(occupying, 1000);
        Assign next = agent.await(Assign.class);
        assertThat(next.task()).isEqualTo(waiting.id());
        agent.succeed(next, 1000);
    }

    private static TaskOrder wholeMachine(String module) {
        return aTask(module).needing(1000, 64 * MIB, MIB);
    }
}
