package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Attempt;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Fuel;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

class PlannerTest {
    private static final Resources ONE_CORE =
            new Resources(MilliCpu.ofCores(1), Resources.of(0, 1L << 33, 0).ram(), Resources.NONE.storage());

    private final Planner planner = new Planner();

    @Test
    void queueIsServedByPriorityThenShortnessThenAge() {
        Plan plan = plan(
                List.of(
                        oneCore("young").submittedAt(NOON.minusSeconds(1)),
                        oneCore("old").submittedAt(NOON.minusSeconds(2)),
                        oneCore("short").expecting(Duration.ofSeconds(5)).submittedAt(NOON),
                        oneCore("critical").priority(Priority.CRITICAL).submittedAt(NOON),
                        oneCore("low").priority(Priority.LOW).submittedAt(NOON.minusSeconds(9))),
                online(aNode("n1").selling(times(ONE_CORE, 6)).on(NodeFixture.machine(8))));

        assertThat(plan.assignments())
                .extracting(a -> a.task().value())
                .containsExactly("critical", "short", "old", "young", "low");
    }

    @Test
    void whoWaitsLongRisesByAClass() {
        Plan plan = plan(
                List.of(
                        oneCore("normal").submittedAt(NOON),
                        oneCore("low")
                                .priority(Priority.LOW)
                                .expecting(Duration.ofSeconds(1))
                                .submittedAt(NOON.minus(Duration.ofMinutes(21)))),
                online(aNode("n1").selling(cores(1))));

        assertThat(plan.assignments()).extracting(a -> a.task().value()).containsExactly("low");
    }

    @Test
    void whatDoesNotFitDoesNotBlockWhatIsBehind() {
        Plan plan = plan(
                List.of(
                        aTask().id("t1").needing(cores(8)).priority(Priority.HIGH),
                        aTask().id("t2").needing(cores(1))),
                online(aNode("n1")));

        assertThat(plan.assignments()).extracting(a -> a.task().value()).containsExactly("t2");
        assertThat(plan.deferrals()).containsExactly(new Deferral(new TaskId("t1"), WaitReason.NO_ROOM));
    }

    @Test
    void everyRuleNamesItselfAndCountsItsNodes() {
        Tariff dear = new Tariff(Money.ZERO, Money.parse("1000000"), Money.ZERO);
        Task task = aTask().id("t1").needing(cores(2)).submitted();
        ClusterSnapshot snapshot = snapshotOf(
                List.of(task),
                snapshot(aNode("offline").enrolled(), false, LoadForecast.UNKNOWN),
                online(aNode("draining").being(Availability.DRAINING)),
                online(aNode("inactive").being(Availability.INACTIVE)),
                online(aNode("dear").charging(dear)),
                online(aNode("small").selling(cores(1))),
                // 4 cores × (1 − 60 %) leave 1.6 cores
                snapshot(aNode("busy").yielding().enrolled(), true, new LoadForecast(50, 60, 10, 10, "test")));

        assertThat(planner.plan(snapshot).assignments()).isEmpty();
        assertThat(planner.rejections(snapshot, WaitingTask.of(task)))
                .isEqualTo(Map.of(
                        "IsConnected", 1,
                        "IsActive", 2,
                        "WithinBudget", 1,
                        "FitsCapacity", 1,
                        "LeavesOwnerRoom", 1));
    }

    @Test
    void ownerWhoDoesNotYieldSellsAllThatIsForSale() {
        Plan plan = plan(
                List.of(aTask().id("t1").needing(cores(4))),
                snapshot(aNode("n1").enrolled(), true, new LoadForecast(90, 100, 90, 100, "test")));

        assertThat(plan.assignments()).hasSize(1);
    }

    @Test
    void passedDeadlineExpires() {
        Plan plan = plan(
                List.of(
                        aTask().id("t1").due(NOON.minusSeconds(1)),
                        aTask().id("t2").due(NOON)),
                online(aNode("n1")));

        assertThat(plan.expired()).containsExactlyInAnyOrder(new TaskId("t1"), new TaskId("t2"));
        assertThat(plan.assignments()).isEmpty();
    }

    @Test
    void withoutNodesATaskWaitsWithoutRejections() {
        assertThat(plan(List.of(aTask().id("t1"))).deferrals())
                .containsExactly(new Deferral(new TaskId("t1"), WaitReason.NO_NODE));
    }

    @Test
    void nodeThatFailedIsTheLastResort() {
        Task failed = aTask().submitted();
        Task again = failed.assigned(new Attempt(1, new NodeId("cheap"), NodeFixture.TARIFF, new Fuel(1), NOON))
                .requeued(NOON);
        Tariff free = new Tariff(Money.ZERO, Money.ZERO, Money.ZERO);

        NodeSnapshot cheap = online(aNode("cheap").charging(free));
        assertThat(only(planner.plan(snapshotOf(List.of(again), cheap, online(aNode("other")))))
                        .node())
                .isEqualTo(new NodeId("other"));
        assertThat(only(planner.plan(snapshotOf(List.of(again), cheap))).node()).isEqualTo(new NodeId("cheap"));
    }

    @Test
    void cheapNodeIsPreferred() {
        Tariff dear = new Tariff(Money.ofMicros(50_000), Money.parse("1"), Money.ZERO);

        Plan plan = plan(List.of(aTask().id("t1")), online(aNode("dear").charging(dear)), online(aNode("cheap")));

        assertThat(only(plan).node()).isEqualTo(new NodeId("cheap"));
        assertThat(only(plan).scores().keySet())
                .containsExactlyInAnyOrder(
                        "Untried", "Price", "Headroom", "Fit", "Locality", "Latency", "Reliability", "Speed");
    }

    @Test
    void equalNodesShareTheLoad() {
        Plan plan = plan(
                List.of(oneCore("t1"), oneCore("t2"), oneCore("t3"), oneCore("t4")),
                online(aNode("n1")),
                online(aNode("n2")));

        assertThat(plan.assignments().stream().filter(a -> a.node().value().equals("n1")))
                .hasSize(2);
        assertThat(plan.assignments()).hasSize(4);
    }

    @Test
    void fuelLimitIsTheSmallerOfBudgetAndWish() {
        Tariff tariff = new Tariff(Money.ofMicros(1000), Money.ZERO, Money.ZERO);
        Plan plan = plan(
                List.of(
                        aTask().id("t1").within(Money.ofMicros(2500)),
                        aTask().id("t2").within(Money.ofMicros(2500)).burningAtMost(7)),
                online(aNode("n1").charging(tariff)));

        // 2500 / 1000 giga-fuel
        assertThat(plan.assignments().get(0).fuelLimit()).isEqualTo(new Fuel(2_500_000_000L));
        assertThat(plan.assignments().get(1).fuelLimit()).isEqualTo(new Fuel(7));
    }

    private Plan plan(List<TaskFixture> tasks, NodeSnapshot... nodes) {
        return planner.plan(
                snapshotOf(tasks.stream().map(TaskFixture::submitted).toList(), nodes));
    }

    private static ClusterSnapshot snapshotOf(List<Task> tasks, NodeSnapshot... nodes) {
        return new ClusterSnapshot(1, NOON, tasks.stream().map(WaitingTask::of).toList(), List.of(), List.of(nodes));
    }

    private static Assignment only(Plan plan) {
        assertThat(plan.assignments()).hasSize(1);
        return plan.assignments().get(0);
    }

    private static TaskFixture oneCore(String id) {
        return aTask().id(id).needing(cores(1));
    }

    private static Resources times(Resources resources, int times) {
        return Stream.generate(() -> resources).limit(times).reduce(Resources.NONE, Resources::plus);
    }

    private static NodeSnapshot online(NodeFixture node) {
        return snapshot(node.enrolled(), true, LoadForecast.UNKNOWN);
    }

    private static NodeSnapshot snapshot(Node node, boolean connected, LoadForecast forecast) {
        return new NodeSnapshot(
                node.id(), node.availability(), connected, node.hardware(), node.offer(), Resources.NONE, forecast);
    }

    @Test
    void requestsThatDifferOnlyInWhatTheyAvoidAreDecidedApart() {
        Task fresh = aTask().id("t1").submitted();
        Task tried = aTask().id("t2")
                .submitted()
                .assigned(new Attempt(1, new NodeId("n1"), NodeFixture.TARIFF, new Fuel(1), NOON))
                .requeued(NOON);

        assertThat(WaitingTask.of(tried).request().avoid()).isEqualTo(Set.of(new NodeId("n1")));
        assertThat(WaitingTask.of(fresh).request())
                .isNotEqualTo(WaitingTask.of(tried).request());
    }
}
