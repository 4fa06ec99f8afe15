package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.souk.core.scheduling.planning.PlanScene.run;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Priority;
import org.souk.core.testing.TaskFixture;

class LowerClassPreemptionTest {
    private static TaskFixture urgent(int cores) {
        return aTask().id("urgent")
                .priority(Priority.HIGH)
                .needing(cores(cores))
                .runningAtMost(Duration.ofMinutes(30));
    }

    private static boolean serve(PlanState state) {
        return new LowerClassPreemption(state).serve(state.snapshot().waiting().get(0));
    }

    @Test
    void lowestClassIsSuspendedAndTheTaskStartsInItsPlace() {
        PlanState state = new PlanScene()
                .node(aNode("n1"))
                .running(run("normal", "n1").taking(2))
                .running(run("low", "n1").taking(2).of(Priority.LOW))
                .waiting(urgent(2))
                .state();

        assertThat(serve(state)).isTrue();
        Plan plan = state.plan();
        assertThat(plan.preemptions())
                .extracting(p -> p.task().value(), Preemption::mode)
                .containsExactly(tuple("low", Preemption.Mode.SUSPEND));
        assertThat(plan.assignments()).extracting(a -> a.node().value()).containsExactly("n1");
    }

    @Test
    void equalClassesKeepTheirPlaces() {
        PlanState state = new PlanScene()
                .node(aNode("n1"))
                .running(run("equal", "n1").taking(4).of(Priority.HIGH))
                .waiting(urgent(2))
                .state();

        assertThat(serve(state)).isFalse();
        assertThat(state.plan().isEmpty()).isTrue();
    }

    @Test
    void whoHasJustStartedKeepsItsPlace() {
        PlanState state = new PlanScene()
                .node(aNode("n1"))
                .running(run("low", "n1").taking(4).of(Priority.LOW).startedAt(NOON.minusSeconds(9)))
                .waiting(urgent(2))
                .state();

        assertThat(serve(state)).isFalse();
    }

    @Test
    void victimsAreLookedForForAFewTasksOnly() {
        PlanScene scene = new PlanScene()
                .node(aNode("n1"))
                .running(run("low", "n1").taking(4).of(Priority.LOW));
        // Nobody can make room for eight cores on a node of four.
        IntStream.range(0, LowerClassPreemption.TRIED)
                .forEach(i -> scene.waiting(urgent(8).id("large" + i)));
        scene.waiting(urgent(2).id("last"));
        PlanState state = scene.state();
        LowerClassPreemption preemption = new LowerClassPreemption(state);
        int last = state.snapshot().waiting().size() - 1;

        for (WaitingTask large : state.snapshot().waiting().subList(0, last - 1)) {
            assertThat(preemption.serve(large)).isFalse();
        }
        assertThat(preemption.isExhausted()).isFalse();
        assertThat(preemption.serve(state.snapshot().waiting().get(last - 1))).isFalse();
        assertThat(preemption.isExhausted()).isTrue();
        assertThat(preemption.serve(state.snapshot().waiting().get(last))).isFalse();
        assertThat(new LowerClassPreemption(state)
                        .serve(state.snapshot().waiting().get(last)))
                .as("the next plan")
                .isTrue();
    }
}
