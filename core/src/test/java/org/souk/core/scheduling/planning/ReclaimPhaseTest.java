package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.migration.MigrationCause;
import org.souk.core.node.Availability;
import org.souk.core.node.Restrictions;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.testing.NodeFixture;

class ReclaimPhaseTest {
    private final NodeFixture drained =
            aNode("drained").being(Availability.DRAINING).restricted(Restrictions.NONE.withDrainBy(Optional.of(NOON)));

    private static void run(PlanState state) {
        new ReclaimPhase(state, new AttemptMoves(state)).run();
    }

    @Test
    void whoMustLeaveLeavesAndIsNoVictimAnyMore() {
        PlanState state = new PlanScene()
                .node(drained)
                .node(aNode("calm"))
                .running(PlanScene.run("a", "drained"))
                .running(PlanScene.run("b", "calm"))
                .state();
        run(state);

        assertThat(state.plan().preemptions())
                .extracting(p -> p.task().value(), Preemption::mode, Preemption::cause)
                .containsExactly(tuple("a", Preemption.Mode.REQUEUE, Preemption.Cause.DRAIN));
        assertThat(state.isLeaving(new TaskId("a"))).isTrue();
        assertThat(state.isLeaving(new TaskId("b"))).isFalse();
        assertThat(state.slots().of(new NodeId("drained")).orElseThrow().held()).isEmpty();
    }

    @Test
    void whoCanMoveMovesInsteadAndKeepsItsPlaceMeanwhile() {
        PlanState state = new PlanScene()
                .node(drained)
                .node(aNode("other"))
                .running(PlanScene.run("a", "drained").movable())
                .state();
        run(state);

        Plan plan = state.plan();
        assertThat(plan.preemptions()).isEmpty();
        assertThat(plan.migrations())
                .extracting(m -> m.task().value(), m -> m.to().value(), Migration::cause)
                .containsExactly(tuple("a", "other", MigrationCause.DRAIN));
        // One core of four is gone on each of the two.
        assertThat(freeCores(state, "drained")).isEqualTo(3);
        assertThat(freeCores(state, "other")).isEqualTo(3);
    }

    private static int freeCores(PlanState state, String node) {
        return (int) state.slots()
                        .of(new NodeId(node))
                        .orElseThrow()
                        .free()
                        .cpu()
                        .value()
                / 1000;
    }
}
