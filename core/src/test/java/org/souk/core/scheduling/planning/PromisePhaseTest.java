package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.souk.core.scheduling.planning.PlanScene.run;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.TaskId;
import org.souk.core.node.Availability;
import org.souk.core.scheduling.BuyerShare;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Sharing;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Resources;

class PromisePhaseTest {
    /** Takes an hour and is due in two. */
    private static TaskFixture due(int cores) {
        return aTask().id("due")
                .needing(cores(cores))
                .runningAtMost(Duration.ofHours(1))
                .due(NOON.plus(Duration.ofHours(2)));
    }

    private static PlanState after(PlanScene scene) {
        PlanState state = scene.state();
        new PromisePhase(state, new SlotSearch(state)).run();
        return state;
    }

    @Test
    void whatIsDueStartsWhereItsRoomIsWhateverItsServicePlanSays() {
        TaskFixture task = due(2).by("ada");
        ServicePlan full = new ServicePlan("full", 1, 10, Resources.NONE, 0);
        Sharing sharing = new Sharing(
                Resources.NONE, Map.of(task.submitted().buyer(), new BuyerShare(full, Resources.NONE, 0)), Map.of());
        PlanScene scene = new PlanScene()
                .node(aNode("n1"))
                .node(aNode("n2"))
                .waiting(task)
                .promised("due", "n2", NOON, cores(2))
                .sharing(sharing);

        assertThat(after(scene).plan().assignments())
                .extracting(a -> a.task().value(), a -> a.node().value())
                .containsExactly(tuple("due", "n2"));
    }

    @Test
    void whatIsNotDueYetIsLeftToTheQueue() {
        PlanState state = after(
                new PlanScene().node(aNode("n1")).waiting(due(2)).promised("due", "n1", NOON.plusSeconds(1), cores(2)));

        assertThat(state.plan().isEmpty()).isTrue();
        assertThat(state.promised().has(new TaskId("due"))).isTrue();
    }

    @Test
    void whoUsesTheRoomMakesRoom() {
        PlanState state = after(new PlanScene()
                .node(aNode("n1"))
                .running(run("user", "n1").taking(3))
                .waiting(due(2))
                .promised("due", "n1", NOON, cores(2)));

        assertThat(state.plan().preemptions())
                .extracting(
                        p -> p.task().value(),
                        p -> p.beneficiary().orElseThrow().value())
                .containsExactly(tuple("user", "due"));
        assertThat(state.isAssigned(new TaskId("due"))).isTrue();
    }

    @Test
    void lostRoomIsFoundElsewhereAsLateAsCanBe() {
        Plan plan = after(new PlanScene()
                        .node(aNode("gone").being(Availability.INACTIVE))
                        .node(aNode("other"))
                        .waiting(due(2))
                        .promised("due", "gone", NOON.plusSeconds(60), cores(2)))
                .plan();

        assertThat(plan.lost()).isEmpty();
        assertThat(plan.reservations()).singleElement().satisfies(room -> {
            assertThat(room.node().value()).isEqualTo("other");
            // Due in two hours, takes one, and three seconds are for the start.
            assertThat(room.start()).isBetween(NOON.plusSeconds(3596), NOON.plusSeconds(3597));
        });
    }

    @Test
    void promiseForWhichNoRoomIsLeftIsLost() {
        Plan plan = after(new PlanScene()
                        .node(aNode("gone").being(Availability.INACTIVE))
                        .node(aNode("small").selling(cores(1)))
                        .waiting(due(2))
                        .promised("due", "gone", NOON.plusSeconds(60), cores(2)))
                .plan();

        assertThat(plan.lost()).isEqualTo(List.of(new TaskId("due")));
        assertThat(plan.reservations()).isEmpty();
    }

    /** It was kept twice once, so that the task stood in its own way when the queue was served. */
    @Test
    void roomOfWhomNobodyMakesRoomForIsKeptOnce() {
        PlanState state = after(new PlanScene()
                .node(aNode("n1"))
                .node(aNode("n2"))
                // Still being started, so nobody may be preempted.
                .running(run("x", "n1").taking(4).startedAt(NOON))
                .running(run("y", "n2").taking(4).startedAt(NOON))
                .waiting(due(2))
                .promised("due", "n1", NOON, cores(2)));

        TaskId due = new TaskId("due");
        assertThat(state.plan().isEmpty()).isTrue();
        assertThat(state.promised().setAside(due)).as("it is kept").isTrue();
        assertThat(state.promised().setAside(due))
                .as("it is kept a second time")
                .isFalse();
    }
}
