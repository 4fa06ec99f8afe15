package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.scheduling.planning.PlanScene.run;
import static org.souk.core.testing.NodeFixture.aNode;

import org.junit.jupiter.api.Test;
import org.souk.core.common.TaskId;
import org.souk.core.node.Availability;
import org.souk.core.scheduling.Plan;

class MigrationPhaseTest {
    private static PlanState after(PlanScene scene) {
        PlanState state = scene.state();
        new MigrationPhase(state, new AttemptMoves(state)).run();
        return state;
    }

    @Test
    void whoCanMoveLeavesADrainingNodeBeforeItMust() {
        PlanState state = after(new PlanScene()
                .node(aNode("draining").being(Availability.DRAINING))
                .node(aNode("other"))
                .running(run("able", "draining").movable())
                .running(run("fixed", "draining"))
                .running(run("elsewhere", "other").movable()));

        Plan plan = state.plan();
        assertThat(plan.migrations()).extracting(m -> m.task().value()).containsExactly("able");
        assertThat(plan.preemptions()).isEmpty();
        assertThat(state.isLeaving(new TaskId("fixed"))).isFalse();
    }

    @Test
    void nobodyMovesWhereThereIsNoRoom() {
        assertThat(after(new PlanScene()
                                .node(aNode("draining").being(Availability.DRAINING))
                                .node(aNode("full"))
                                .running(run("able", "draining").movable())
                                .running(run("user", "full").taking(4)))
                        .plan()
                        .isEmpty())
                .isTrue();
    }
}
