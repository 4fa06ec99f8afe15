package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Seller;
import org.souk.it.harness.TaskOrder;
import org.souk.protocol.node.AgentFrame;
import org.souk.protocol.node.Frames;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.EnrolRequest;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.NodeChange;
import org.souk.protocol.rest.OfferBody;
import org.souk.protocol.rest.Problem;
import org.souk.protocol.rest.TaskBatch;
import org.souk.protocol.rest.TaskBody;
import org.souk.testing.Eventually;

/** Who wants whom: requirements of buyers, policies of sellers, and what people are told of them. */
class MatchingIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    private static final Map<String, String> GPU = Map.of("gpu", "a100", "rack", "b12");

    @Test
    void requirementsSteerTheTaskToTheNodeThatMeetsThem() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        PretendedAgent plain = MARKET.pretendedAgent(MARKET.seller(), offer(null, null, null));
        PretendedAgent special = MARKET.pretendedAgent(MARKET.seller(), offer(null, GPU, "eu-west"));

        for (int i = 0; i < 3; i++) {
            TaskBody wantsGpu = buyer.submit(small(module)
                    .requiring("node.attributes.gpu == 'a100' && node.region == 'eu-west' && node.cores >= 64")
                    .request());
            Assign toSpecial = special.await(Assign.class);
            assertThat(toSpecial.task()).isEqualTo(wantsGpu.id());
            special.succeed(toSpecial, 1000);

            TaskBody wantsNone = buyer.submit(small(module)
                    .requiring("!has(node.attributes.gpu) && node.price.perGigaFuelMicros == 10007")
                    .request());
            Assign toPlain = plain.await(Assign.class);
            assertThat(toPlain.task()).isEqualTo(wantsNone.id());
            assertThat(wantsNone.request().requirements()).startsWith("!has(node.attributes.gpu)");
            plain.succeed(toPlain, 1000);
        }
    }

    @Test
    void mistakesInRequirementsAreRefusedWithTheCharacter() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");

        Problem unknown = refused(buyer, small(module).requiring("node.cores > 4 && node.colour == 'red'"));
        assertThat(unknown.position()).isEqualTo("node.cores > 4 && node.c".length());
        assertThat(unknown.detail()).isEqualTo("requirements at character 24: undefined field 'colour'");
        assertThat(refused(buyer, small(module).requiring("node.cores > 'many'"))
                        .position())
                .isEqualTo(12);
        assertThat(refused(buyer, small(module).requiring("node.cores")).detail())
                .contains("expected type 'bool' but found 'int'");
        assertThat(refused(buyer, small(module).requiring("node.cores >")).position())
                .isEqualTo(13);
        assertThat(refused(buyer, small(module).requiring("buyer.name == 'me'")).position())
                .isEqualTo(1);
        assertThat(refused(buyer, small(module).requiring("")).detail()).isEqualTo("requirements is empty");
        assertThat(refused(buyer, small(module).requiring("true" + " ".repeat(2000)))
                        .detail())
                .contains("longer than 2000");
        String numbers = "[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]";
        assertThat(refused(
                                buyer,
                                small(module)
                                        .requiring(numbers + ".all(a, " + numbers + ".all(b, " + numbers
                                                + ".all(c, a + b + c > 0)))"))
                        .detail())
                .contains("steps to evaluate, and may take at most");

        Problem second = buyer.api()
                .post(
                        "/tasks/batch",
                        new TaskBatch(List.of(
                                small(module).request(),
                                small(module).requiring("nodes.cores > 1").request())))
                .refusal(400, "tasks[1].requirements");
        assertThat(second.position()).isEqualTo(1);
    }

    private static Problem refused(Buyer buyer, TaskOrder order) {
        return buyer.api().post("/tasks", order.request()).refusal(400, "requirements");
    }

    @Test
    void mistakesInAnOfferAreRefusedAndChangeNothing() {
        Seller seller = MARKET.seller();
        OfferBody good = offer("task.cpuMillis <= 1000", GPU, "eu-west");
        String node = seller.enrol("garage", good).node().id();

        Problem policy = seller.api()
                .patch("/nodes/" + node, new NodeChange(offer("task.cpuMilis < 3", GPU, "eu-west"), null))
                .refusal(400, "offer.policy");
        assertThat(policy.position()).isEqualTo(6);
        seller.api()
                .post("/nodes", new EnrolRequest("cellar", offer("now.getHours('Atlantis') > 3", null, null)))
                .refusal(400, "offer.policy");
        seller.api()
                .patch("/nodes/" + node, new NodeChange(offer(null, Map.of("1st", "x"), null), null))
                .refusal(400, "offer.attributes");
        seller.api()
                .patch("/nodes/" + node, new NodeChange(offer(null, Map.of("gpu", "x".repeat(201)), null), null))
                .refusal(400, "offer.attributes.gpu");
        seller.api()
                .patch("/nodes/" + node, new NodeChange(offer(null, null, "somewhere else"), null))
                .refusal(400, "offer.region");

        assertThat(seller.node(node).offer()).isEqualTo(good);
    }

    @Test
    void agentThatOffersNonsenseIsToldSo() {
        PretendedAgent agent = MARKET.silentAgent(MARKET.seller().enrol("pretended", offer(null, null, null)));

        agent.send(new AgentFrame.Hello(
                Frames.PROTOCOL, PretendedAgent.HARDWARE, offer("task.name = 'x'", null, null), null, List.of()));

        assertThat(agent.awaitClose().reason()).startsWith("offer.policy at character 11: ");
    }

    @Test
    void policyKeepsABuyerOutUntilTheOwnerChangesIt() {
        Buyer friend = MARKET.buyer();
        Buyer stranger = MARKET.buyer();
        Seller seller = MARKET.seller();
        PretendedAgent agent = MARKET.pretendedAgent(
                seller, offer("buyer.name == '" + friend.account().name() + "'", null, null));
        String module = friend.program("noop");

        TaskBody waits = stranger.submit(small(module).request());
        TaskBody runs = friend.submit(small(module).request());

        Assign assigned = agent.await(Assign.class);
        assertThat(assigned.task()).isEqualTo(runs.id());
        ExplanationBody why = explained(stranger, waits, "PolicyAllows");
        assertThat(why.summary()).contains("PolicyAllows turned away 1 node");
        assertThat(why.remarks())
                .anyMatch(remark -> remark.matches("Of \\d+ nodes?, 1 will not run it by their owners' policies\\."));
        assertThat(friend.explain(runs.id()).scores())
                .containsOnlyKeys("Untried", "Price", "Headroom", "Fit", "Locality", "Latency", "Reliability", "Speed");

        seller.change(agent.node(), offer("buyer.plan == 'standard' && task.priority == 'NORMAL'", null, null), null);
        assertThat(agent.await(Assign.class).task()).isEqualTo(waits.id());
    }

    @Test
    void requirementsThatNoNodeMeetsAreExplained() {
        Buyer buyer = MARKET.buyer();
        String module = buyer.program("noop");
        MARKET.pretendedAgent(MARKET.seller(), offer(null, null, null));

        TaskBody tooMuch =
                buyer.submit(small(module).requiring("node.cores > 1000").request());
        TaskBody fails = buyer.submit(
                small(module).requiring("node.attributes.gpu == 'x'").request());

        ExplanationBody unmet = explained(buyer, tooMuch, "MeetsRequirements");
        assertThat(unmet.remarks()).anyMatch(remark -> remark.startsWith("The requirements are met by none of "));
        assertThat(explained(buyer, fails, "MeetsRequirements").remarks())
                .anyMatch(remark -> remark.contains("could not be evaluated, as on ")
                        && remark.contains("key 'gpu' is not present in map"));
    }

    private static ExplanationBody explained(Buyer buyer, TaskBody task, String rule) {
        return Eventually.present("an explanation by " + rule, () -> Optional.of(buyer.explain(task.id()))
                .filter(why -> why.rejections().getOrDefault(rule, 0) >= 1));
    }

    private static TaskOrder small(String module) {
        return aTask(module).needing(250, 16 * MIB, MIB);
    }

    private static OfferBody offer(String policy, Map<String, String> attributes, String region) {
        OfferBody usual = Seller.offer(1000, 1024 * MIB, 1024 * MIB);
        return new OfferBody(
                usual.resources(), usual.tariff(), usual.yieldToOwner(), null, null, policy, attributes, region);
    }
}
