package org.souk.core.scheduling.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.NodeFixture.machine;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.AccountId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.node.Node;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.BuyerShare;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.task.Workflow;
import org.souk.core.task.Workflow.ArrayElement;
import org.souk.core.units.Resources;

/** What a plan may give out whatever the nodes have. */
class LimitTest {
    private static final AccountId ADA = new AccountId("ada");

    @Test
    void noMoreElementsOfAnArrayThanItsBuyerAllows() {
        // three at once, one is on a node already
        List<WaitingTask> elements = IntStream.rangeClosed(1, 5)
                .mapToObj(i -> WaitingTask.of(aTask().by("ada")
                        .id("t" + i)
                        .within(element("array", i, 3))
                        .submitted()))
                .toList();
        Plan plan = plan(elements, new Sharing(Resources.NONE, Map.of(), Map.of("array", 1)));

        assertThat(plan.assignments()).hasSize(2);
        assertThat(plan.deferrals()).hasSize(3).allSatisfy(deferral -> assertThat(deferral.reason())
                .isEqualTo(WaitReason.limit(ArrayLimit.NAME)));
    }

    @Test
    void aFullArrayHoldsUpNobodyElse() {
        WaitingTask element = WaitingTask.of(
                aTask().by("ada").id("t1").within(element("array", 1, 1)).submitted());
        WaitingTask other = WaitingTask.of(
                aTask().by("ada").id("t2").within(element("other", 1, 1)).submitted());
        Plan plan = plan(List.of(element, other), new Sharing(Resources.NONE, Map.of(), Map.of("array", 1)));

        assertThat(plan.assignments()).extracting(Assignment::task).containsExactly(other.id());
    }

    @Test
    void noMoreOnNodesThanTheServicePlanAllows() {
        ServicePlan small = new ServicePlan("small", 1, 10, Resources.of(3000, Long.MAX_VALUE, Long.MAX_VALUE), 0);
        Sharing sharing = new Sharing(Resources.NONE, Map.of(ADA, new BuyerShare(small, cores(1), 0)), Map.of());
        List<WaitingTask> tasks = IntStream.rangeClosed(1, 4)
                .mapToObj(i -> WaitingTask.of(aTask().by(i == 4 ? "bob" : "ada")
                        .id("t" + i)
                        .needing(cores(1))
                        .submitted()))
                .toList();
        Plan plan = plan(tasks, sharing);

        assertThat(plan.assignments()).extracting(a -> a.task().value()).containsExactly("t1", "t2", "t4");
        assertThat(plan.deferrals().get(0).reason()).isEqualTo(WaitReason.limit(PlanQuota.NAME));
    }

    private static Plan plan(List<WaitingTask> waiting, Sharing sharing) {
        Node enrolled = aNode("n1")
                .on(machine(8))
                .selling(Resources.of(8000, 1L << 30, 0))
                .enrolled();
        NodeSnapshot node = new NodeSnapshot(
                enrolled.id(),
                enrolled.availability(),
                true,
                enrolled.hardware(),
                enrolled.offer(),
                Resources.NONE,
                LoadForecast.UNKNOWN);
        return new Planner().plan(new ClusterSnapshot(1, NOON, waiting, List.of(), List.of(), List.of(node), sharing));
    }

    private static Workflow element(String array, int index, int atOnce) {
        return new Workflow(Set.of(), Optional.of(new ArrayElement(array, index, atOnce)));
    }
}
