package org.souk.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.it.harness.TaskOrder.MIB;
import static org.souk.it.harness.TaskOrder.aTask;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.souk.it.harness.Buyer;
import org.souk.it.harness.Marketplace;
import org.souk.it.harness.Operator;
import org.souk.it.harness.PretendedAgent;
import org.souk.it.harness.Reply;
import org.souk.it.harness.Seller;
import org.souk.protocol.node.MarketFrame.Assign;
import org.souk.protocol.rest.AccountBody;
import org.souk.protocol.rest.ArrayBody;
import org.souk.protocol.rest.ArraySummaryBody;
import org.souk.protocol.rest.PlanList;
import org.souk.protocol.rest.PlanRequest;
import org.souk.protocol.rest.Problem;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBatch;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskList;
import org.souk.protocol.rest.TaskPage;
import org.souk.protocol.rest.TaskRequest;
import org.souk.testing.Eventually;

/** Tasks that belong together: arrays, graphs, quotas; and plans. */
class WorkflowIT {
    @RegisterExtension
    static final Marketplace MARKET = new Marketplace();

    @Test
    void anArrayRunsAFewElementsAtATime() {
        Buyer buyer = MARKET.buyer(10_000_000);
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.offer(8000, 1024 * MIB, 1024 * MIB));
        TaskRequest request = small(buyer).among(null, null, new ArrayBody(3, 7, 2));
        TaskBody first = buyer.api()
                .post("/tasks", "Idempotency-Key", "array-of-five", request)
                .expect(201)
                .as(TaskBody.class);
        TaskBody again = buyer.api()
                .post("/tasks", "Idempotency-Key", "array-of-five", request)
                .expect(200)
                .as(TaskBody.class);
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(first.request().environment()).containsEntry("SOUK_ARRAY_INDEX", "3");
        assertThat(buyer.account().balance().heldMicros()).isEqualTo(5_000_000);

        Assign one = agent.await(Assign.class);
        Assign two = agent.await(Assign.class);
        String array = first.array().id();
        TaskPage elements = buyer.api().get("/tasks?array=" + array).as(TaskPage.class);
        assertThat(elements.tasks()).hasSize(5);
        TaskBody waiting = elements.tasks().stream()
                .filter(t -> t.state() == StateName.QUEUED)
                .findFirst()
                .orElseThrow();
        Eventually.present("the array limit as the reason", () -> Optional.of(buyer.explain(waiting.id()))
                .filter(why -> why.summary().contains("array limit")));

        Set<String> run = new HashSet<>(List.of(one.task(), two.task()));
        agent.succeed(one, 1000);
        run.add(agent.await(Assign.class).task());
        assertThat(run).hasSize(3);
        ArraySummaryBody summary =
                buyer.api().post("/arrays/" + array + "/cancel").as(ArraySummaryBody.class);
        assertThat(summary.states()).containsEntry(StateName.CANCELLED, 2L);
        assertThat(summary.from()).isEqualTo(3);
        assertThat(MARKET.buyer().api().get("/arrays/" + array).refusal(404).detail())
                .contains("array");
    }

    @Test
    void aHugeArrayIsRefused() {
        Buyer buyer = MARKET.buyer();
        TaskRequest request = small(buyer).among(null, null, new ArrayBody(1, 1_000_000, 50));
        Problem refusal = buyer.api().post("/tasks", request).refusal(400);
        assertThat(refusal.detail()).isEqualTo("array has 1000000 elements, at most 10000 are allowed");
        assertThat(buyer.account().balance().heldMicros()).isZero();
    }

    @Test
    void aGraphIsSubmittedAtOnceAndRunsInItsOrder() {
        Buyer buyer = MARKET.buyer(10_000_000);
        PretendedAgent agent = MARKET.pretendedAgent(MARKET.seller(), Seller.offer(8000, 1024 * MIB, 1024 * MIB));
        TaskRequest task = small(buyer);
        List<TaskBody> graph = submit(
                        buyer,
                        task.among("collect", List.of("work"), null),
                        task.among("work", List.of("prepare"), new ArrayBody(1, 3, null)),
                        task.among("prepare", null, null))
                .expect(200)
                .as(TaskList.class)
                .tasks();
        assertThat(graph)
                .extracting(TaskBody::state)
                .containsExactly(StateName.BLOCKED, StateName.BLOCKED, StateName.QUEUED);

        Assign prepare = agent.await(Assign.class);
        assertThat(prepare.task()).isEqualTo(graph.get(2).id());
        agent.succeed(prepare, 1000);
        List<Assign> work = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            work.add(agent.await(Assign.class));
        }
        assertThat(buyer.explain(graph.get(0).id()).summary()).contains("3 tasks have completed");
        work.forEach(assign -> agent.succeed(assign, 1000));
        Assign collect = agent.await(Assign.class);
        assertThat(collect.task()).isEqualTo(graph.get(0).id());
        agent.succeed(collect, 1000);
        buyer.await(graph.get(0), StateName.COMPLETED);
    }

    @Test
    void aCycleIsRefusedAndNamed() {
        Buyer buyer = MARKET.buyer();
        TaskRequest task = small(buyer);
        Problem refusal = submit(
                        buyer,
                        task.among("a", List.of("c"), null),
                        task.among("b", List.of("a"), null),
                        task.among("c", List.of("b"), null))
                .refusal(400);
        assertThat(refusal.detail()).contains("closes a cycle: a → b → c → a");
        assertThat(buyer.account().balance().heldMicros()).isZero();
    }

    @Test
    void aLostDependencyEndsWhatComesAfter() {
        Buyer buyer = MARKET.buyer(5_000_000);
        TaskRequest task = small(buyer);
        TaskBody first = buyer.submit(task);
        TaskBody second = buyer.submit(task.among(null, List.of(first.id()), null));
        TaskBody third = buyer.submit(task.among(null, List.of(second.id()), null));
        buyer.cancel(first.id());

        TaskBody ended = buyer.task(third.id());
        assertThat(ended.state()).isEqualTo(StateName.FAILED);
        assertThat(ended.ending().reason()).isEqualTo("DEPENDENCY_FAILED");
        assertThat(buyer.task(second.id()).ending().detail())
                .contains(first.id())
                .contains("CANCELLED");
        assertThat(buyer.account().balance().heldMicros()).isZero();

        assertThat(buyer.api()
                        .post("/tasks", task.among(null, List.of(first.id()), null))
                        .refusal(400)
                        .detail())
                .contains("CANCELLED and so will never complete");
        Buyer other = MARKET.buyer();
        assertThat(other.api()
                        .post("/tasks", small(other).among(null, List.of(first.id()), null))
                        .refusal(400)
                        .detail())
                .contains("no such task or array");
    }

    @Test
    void theOperatorGivesAPlan() {
        Buyer buyer = MARKET.buyer();
        assertThat(buyer.api().get("/plans").as(PlanList.class).plans())
                .extracting(plan -> plan.name())
                .containsExactly("standard", "premium", "small");
        Operator operator = Operator.signedIn();
        String path = "/accounts/" + buyer.account().id() + "/plan";
        assertThat(operator.api()
                        .put(path, new PlanRequest("premium"))
                        .as(AccountBody.class)
                        .plan())
                .isEqualTo("premium");
        assertThat(buyer.api().get("/accounts/me").as(AccountBody.class).plan()).isEqualTo("premium");
        assertThat(operator.api()
                        .put(path, new PlanRequest("golden"))
                        .refusal(400)
                        .detail())
                .isEqualTo("plan 'golden' is none of [standard, premium, small]");
        assertThat(buyer.api().put(path, new PlanRequest("premium")).status()).isEqualTo(403);
    }

    @Test
    void aPlanLimitsWhatIsUnfinished() {
        Buyer buyer = MARKET.buyer(10_000_000);
        Operator.signedIn()
                .api()
                .put("/accounts/" + buyer.account().id() + "/plan", new PlanRequest("small"))
                .expect(200);
        TaskRequest three = small(buyer).among(null, null, new ArrayBody(1, 3, null));
        TaskBody first = buyer.submit(three);
        Problem refusal = buyer.api().post("/tasks", small(buyer)).refusal(429);
        assertThat(refusal.type()).isEqualTo("urn:souk:problem:quota-exceeded");
        assertThat(refusal.detail()).contains("the plan 'small' allows 3 unfinished tasks, there are 3");

        buyer.api().post("/arrays/" + first.array().id() + "/cancel").expect(200);
        buyer.submit(three);
    }

    private static TaskRequest small(Buyer buyer) {
        return aTask(buyer.program("noop")).needing(1000, 64 * MIB, MIB).request();
    }

    private static Reply submit(Buyer buyer, TaskRequest... tasks) {
        return buyer.api().post("/tasks/batch", new TaskBatch(List.of(tasks)));
    }
}
