package org.souk.core.scheduling.filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.Node;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.task.Escalations.Action;
import org.souk.core.task.Escalations.Cause;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Escalations.Trigger;
import org.souk.core.task.Task;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** Which nodes an offer reaches, by {@link NodeFixture#TARIFF}: 0.001 for a giga-fuel, 1 for a GiB hour of RAM. */
class WithinOfferTest {
    private static final Resources TWO_CORES_AND_A_GIB = Resources.of(2000, 1L << 30, 0);
    private static final Cause WAITED = new Cause(Trigger.WAIT, 0, 61, 60);

    private final WithinOffer rule = new WithinOffer();

    @Test
    void anOfferMustCoverTheExpectedRun() {
        // 2 cores × 1800 s × 0.001 + 1 GiB × 0.5 h × 1 = 4.1
        assertThat(accepts(halfAnHour().offering("4.1"), aNode("n1"), false)).isTrue();
        assertThat(accepts(halfAnHour().offering("4.099999"), aNode("n1"), false))
                .isFalse();
    }

    @Test
    void whoNamesNoDurationIsExpectedToRunToItsLimit() {
        TaskFixture anHour = aTask().needing(TWO_CORES_AND_A_GIB)
                .runningAtMost(Duration.ofHours(1))
                .within("100");
        // 2 × 3600 × 0.001 + 1
        assertThat(accepts(anHour.offering("8.2"), aNode("n1"), false)).isTrue();
        assertThat(accepts(anHour.offering("8.199999"), aNode("n1"), false)).isFalse();
    }

    @Test
    void burstCapacityIsReachedByLess() {
        NodeFixture bursting = aNode("n1").bursting(TWO_CORES_AND_A_GIB, 50);
        assertThat(accepts(halfAnHour().offering("2.05"), bursting, true)).isTrue();
        assertThat(accepts(halfAnHour().offering("2.05"), bursting, false)).isFalse();
    }

    @Test
    void noMoreFuelIsExpectedThanIsAllowed() {
        // 1 × 0.001 + 0.5
        assertThat(accepts(halfAnHour().burningAtMost(1_000_000_000).offering("0.501"), aNode("n1"), false))
                .isTrue();
    }

    @Test
    void theWholeLimitReachesWhateverTheLimitDoes() {
        // Its limit affords far less than the nominal fuel of a run: 1.5 − 1 for RAM over the longest run.
        TaskFixture poor = halfAnHour().within("1.5");
        assertThat(accepts(poor, aNode("n1"), false)).isTrue();
        assertThat(accepts(poor.offering("1.5"), aNode("n1"), false)).isTrue();
        // 0.5 for RAM over the expected run and the 0.5 that are left for fuel
        assertThat(accepts(poor.offering("1"), aNode("n1"), false)).isTrue();
        assertThat(accepts(poor.offering("0.999999"), aNode("n1"), false)).isFalse();
    }

    @Test
    void theDearestAndTheLongestDoNotOverflow() {
        Money most = Money.parse("1000000");
        Tariff dearest = new Tariff(most, most, most);
        // 4 GiB × 168 h × 1,000,000 for RAM; what is left of the limit is far from enough for the fuel.
        TaskFixture longest = aTask().needing(Resources.of(256_000, 4L << 30, 0))
                .runningAtMost(Duration.ofDays(7))
                .within("1000000000");
        assertThat(accepts(longest.offering("999999999"), aNode("n1").charging(dearest), false))
                .isFalse();
        assertThat(accepts(longest.offering("1000000000"), aNode("n1").charging(dearest), false))
                .isTrue();
    }

    @Test
    void whatTheOfferDoesNotReachIsNamedAndReachedOnceItIsRaised() {
        Tariff cheap = new Tariff(Money.ofMicros(100), Money.ZERO, Money.ZERO);
        List<NodeSnapshot> nodes = List.of(
                seen(aNode("cheap").charging(cheap).selling(Resources.of(1000, 1L << 30, 0))), seen(aNode("dear")));
        Task task = halfAnHour().offering("1").submitted();

        Planner planner = new Planner();
        assertThat(planner.plan(snapshot(task, nodes)).assignments()).isEmpty();
        assertThat(planner.rejections(snapshot(task, nodes), WaitingTask.of(task)))
                .isEqualTo(Map.of("WithinOffer", 1, "FitsCapacity", 1));

        Task raised = task.escalated(new Step(NOON, Action.RAISE_PRICE, WAITED, Optional.of(Money.parse("4.1"))));
        assertThat(planner.plan(snapshot(raised, nodes)).assignments())
                .singleElement()
                .satisfies(assignment -> {
                    assertThat(assignment.node().value()).isEqualTo("dear");
                    // The budget is the limit: 100 − 1 GiB × 1 h × 1, by 0.001
                    assertThat(assignment.fuelLimit().units()).isEqualTo(99_000L * 1_000_000_000);
                });
    }

    @Test
    void nothingIsPromisedBeyondThePresentOfferAndPool() {
        List<NodeSnapshot> nodes = List.of(seen(aNode("n1")));
        Planner planner = new Planner();
        TaskFixture due = halfAnHour().due(NOON.plus(Duration.ofHours(1)));

        Task offering = due.offering("4").submitted();
        assertThat(planner.admit(snapshot(nodes), WaitingTask.of(offering))).isInstanceOf(Admission.Infeasible.class);
        Task enough = due.offering("4.1").submitted();
        assertThat(planner.admit(snapshot(nodes), WaitingTask.of(enough))).isInstanceOf(Admission.Promised.class);
        Task elsewhere = due.in("attic", true).submitted();
        assertThat(planner.admit(snapshot(nodes), WaitingTask.of(elsewhere))).isInstanceOf(Admission.Infeasible.class);
    }

    private static TaskFixture halfAnHour() {
        return aTask().needing(TWO_CORES_AND_A_GIB)
                .runningAtMost(Duration.ofHours(1))
                .expecting(Duration.ofMinutes(30))
                .within("100");
    }

    private boolean accepts(TaskFixture task, NodeFixture node, boolean burst) {
        Slot slot = Slot.of(seen(node), new Matchmaker(Expressions.NONE), NOON, () -> {})
                .get(burst ? 1 : 0);
        return rule.accepts(WaitingTask.of(task.submitted()).request(), slot);
    }

    private static NodeSnapshot seen(NodeFixture fixture) {
        Node node = fixture.enrolled();
        return new NodeSnapshot(
                node.id(),
                node.availability(),
                true,
                node.hardware(),
                node.offer(),
                Resources.NONE,
                LoadForecast.UNKNOWN);
    }

    private static ClusterSnapshot snapshot(Task task, List<NodeSnapshot> nodes) {
        return new ClusterSnapshot(1, NOON, List.of(WaitingTask.of(task)), List.of(), nodes);
    }

    private static ClusterSnapshot snapshot(List<NodeSnapshot> nodes) {
        return new ClusterSnapshot(1, NOON, List.of(), List.of(), nodes);
    }
}
