package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.scheduling.planning.PlanScene.run;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import org.junit.jupiter.api.Test;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.Plan;
import org.souk.core.task.Priority;

class QueuePhaseTest {
    private static Plan after(PlanScene scene) {
        PlanState state = scene.state();
        new QueuePhase(state, new SlotSearch(state), new AttemptMoves(state)).run();
        return state.plan();
    }

    @Test
    void suspendedAttemptGoesOnBeforeNewTasksOfItsBuyerStart() {
        Plan plan = after(new PlanScene()
                .node(aNode("n1"))
                .running(run("stopped", "n1").taking(3).suspendedAt(NOON.minusSeconds(60)))
                .waiting(aTask().by("buyer").id("new").needing(cores(2))));

        assertThat(plan.resumptions()).extracting(r -> r.task().value()).containsExactly("stopped");
        assertThat(plan.assignments()).isEmpty();
        assertThat(plan.deferrals()).extracting(d -> d.task().value()).containsExactly("new");
    }

    @Test
    void suspendedAttemptThatFindsNoCpuMovesWhereItCan() {
        Plan plan = after(new PlanScene()
                .node(aNode("n1"))
                .node(aNode("n2"))
                .running(run("user", "n1").taking(4))
                .running(run("stopped", "n1")
                        .taking(3)
                        .suspendedAt(NOON.minusSeconds(60))
                        .movable()));

        assertThat(plan.resumptions()).isEmpty();
        assertThat(plan.migrations()).extracting(m -> m.to().value()).containsExactly("n2");
    }

    @Test
    void whatIsTooLateExpires() {
        Plan plan = after(
                new PlanScene().node(aNode("n1")).waiting(aTask().id("late").due(NOON)));

        assertThat(plan.expired()).containsExactly(new TaskId("late"));
        assertThat(plan.assignments()).isEmpty();
    }

    @Test
    void higherClassTakesAPlaceWhenNothingIsFree() {
        Plan plan = after(new PlanScene()
                .node(aNode("n1"))
                .running(run("low", "n1").taking(4).of(Priority.LOW))
                .waiting(aTask().id("urgent").needing(cores(2)).priority(Priority.CRITICAL)));

        assertThat(plan.preemptions()).extracting(p -> p.task().value()).containsExactly("low");
        assertThat(plan.assignments()).extracting(a -> a.task().value()).containsExactly("urgent");
    }
}
