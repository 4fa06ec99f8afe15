package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.scheduling.planning.PlanScene.run;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.souk.core.common.TaskId;
import org.souk.core.matching.Expressions;
import org.souk.core.matching.Matchmaker;
import org.souk.core.node.Availability;
import org.souk.core.node.Restrictions;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitReason;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.limit.ArrayLimit;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;
import org.souk.core.task.Priority;
import org.souk.core.task.Workflow;
import org.souk.core.task.Workflow.ArrayElement;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Resources;

class PlanReasonsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Planner planner = new Planner();

    private PlanReasons reasons(PlanScene scene) {
        ClusterSnapshot snapshot = scene.snapshot();
        return planner.reasons(snapshot, planner.plan(snapshot));
    }

    private static Optional<WaitReason> of(PlanReasons reasons, String task) {
        return reasons.of(new TaskId(task));
    }

    private static Map<String, Integer> rejections(PlanReasons reasons, String task) {
        return reasons.rejections(new TaskId(task));
    }

    @Test
    void whatThePlanGaveToOthersCountsAsTheirs() {
        PlanReasons reasons = reasons(new PlanScene()
                .node(aNode("n1"))
                .waiting(aTask().id("first").needing(cores(3)).priority(Priority.HIGH))
                .waiting(aTask().id("second").needing(cores(2))));

        assertThat(of(reasons, "first")).isEmpty();
        assertThat(rejections(reasons, "first")).isEmpty();
        assertThat(of(reasons, "second")).contains(WaitReason.NO_ROOM);
        // In the snapshot alone the node has room for it.
        assertThat(rejections(reasons, "second")).isEqualTo(Map.of("FitsCapacity", 1));
        assertThat(of(reasons, "stranger")).isEmpty();
        assertThat(rejections(reasons, "stranger")).isEmpty();
    }

    @Test
    void ruleIsNamedThatTurnedMostNodesWithRoomAway() {
        PlanReasons reasons = reasons(new PlanScene()
                .node(aNode("a"))
                .node(aNode("b"))
                .node(aNode("attic").in("attic").restricted(Restrictions.NONE.withDrainBy(Optional.empty())))
                .waiting(aTask().id("t").in("cellar", false)));

        assertThat(of(reasons, "t")).contains(WaitReason.noNode("InPool"));
        assertThat(rejections(reasons, "t")).isEqualTo(Map.of("InPool", 3));
    }

    @Test
    void withoutANodeThatIsOnNoRuleIsNamed() {
        PlanReasons reasons = reasons(
                new PlanScene().node(aNode("off").being(Availability.INACTIVE)).waiting(aTask().id("t")));

        assertThat(of(reasons, "t")).contains(WaitReason.NO_NODE);
        assertThat(rejections(reasons, "t")).isEqualTo(Map.of("IsActive", 1));
    }

    @Test
    void promisedTaskWaitsForItsRoomAndIsNotInItsOwnWay() {
        PlanReasons reasons = reasons(new PlanScene()
                .node(aNode("n1"))
                .running(run("user", "n1").taking(3))
                .waiting(aTask().id("due")
                        .needing(cores(2))
                        .runningAtMost(MINUTE)
                        .due(NOON.plus(Duration.ofHours(1))))
                .promised("due", "n1", NOON.plusSeconds(3000), cores(2)));

        assertThat(of(reasons, "due")).contains(WaitReason.NOT_BEFORE);
        assertThat(rejections(reasons, "due")).isEqualTo(Map.of("FitsCapacity", 1));
    }

    @Test
    void roomThatIsKeptForLongWaitersIsNamed() {
        PlanReasons reasons = reasons(new PlanScene()
                .node(aNode("n1"))
                .running(run("user", "n1"))
                .waiting(aTask().id("large")
                        .needing(cores(4))
                        .runningAtMost(MINUTE)
                        .submittedAt(NOON.minus(MINUTE.multipliedBy(101))))
                .waiting(aTask().id("long").needing(cores(2)).within("100").runningAtMost(Duration.ofHours(2))));

        assertThat(rejections(reasons, "long")).isEqualTo(Map.of("KeepsPromises", 1));
        assertThat(rejections(reasons, "large")).isEqualTo(Map.of("FitsCapacity", 1));
    }

    @Test
    void limitHoldsBackOnAllNodes() {
        PlanReasons reasons = reasons(new PlanScene()
                .node(aNode("n1"))
                .node(aNode("n2"))
                .sharing(new Sharing(Resources.NONE, Map.of(), Map.of("array", 1)))
                .waiting(aTask().id("t").within(new Workflow(Set.of(), Optional.of(new ArrayElement("array", 1, 1))))));

        assertThat(of(reasons, "t")).contains(WaitReason.limit(ArrayLimit.NAME));
        assertThat(rejections(reasons, "t")).isEqualTo(Map.of(ArrayLimit.NAME, 2));
    }

    @Test
    void taskForWhichNoVictimsWereLookedForSaysSo() {
        PlanScene scene = new PlanScene()
                .node(aNode("n1"))
                .running(run("low", "n1").taking(4).of(Priority.LOW));
        IntStream.range(0, LowerClassPreemption.TRIED)
                .forEach(i ->
                        scene.waiting(aTask().id("large" + i).needing(cores(8)).priority(Priority.CRITICAL)));
        PlanReasons reasons =
                reasons(scene.waiting(aTask().id("urgent").needing(cores(2)).priority(Priority.HIGH)));

        assertThat(of(reasons, "large0")).contains(WaitReason.NO_ROOM);
        assertThat(of(reasons, "urgent")).contains(WaitReason.BUDGET_OF_TICK);
    }

    /** What is worked out afterwards is what the plan had before it when it ended. */
    @Property(tries = 300)
    void replayLeavesWhatThePlanLeft(@ForAll long seed) {
        ClusterSnapshot snapshot = draw(new Random(seed));
        PlanState state = planner.decide(snapshot);
        Plan plan = state.plan();
        PlanReasons reasons = planner.reasons(snapshot, plan);

        Slots replayed = new Slots(snapshot, new Matchmaker(Expressions.NONE));
        new PlanReplay(snapshot, plan, replayed).carryOut(new TaskId("nobody"));
        for (int i = 0; i < replayed.all().size(); i++) {
            Slot expected = state.slots().all().get(i);
            assertThat(replayed.all().get(i).capacity()).isEqualTo(expected.capacity());
        }
        for (Deferral deferral : plan.deferrals()) {
            assertThat(reasons.rejections(deferral.task())).isEqualTo(rejectionsAtTheEnd(state, deferral.task()));
        }
    }

    private static Map<String, Integer> rejectionsAtTheEnd(PlanState state, TaskId id) {
        WaitingTask task = state.snapshot().waiting().stream()
                .filter(waiting -> waiting.id().equals(id))
                .findFirst()
                .orElseThrow();
        boolean kept = state.promised().setAside(id);
        Optional<Reservation> own = state.backfill().given().stream()
                .filter(room -> room.task().equals(id))
                .findFirst();
        own.ifPresent(room -> state.slots().of(room.node()).orElseThrow().giveUp(room));
        Map<String, Integer> rejections = Rejections.of(task, state.slots());
        own.ifPresent(room -> state.slots().of(room.node()).orElseThrow().keep(room));
        if (kept) {
            state.promised().putBack(id);
        }
        return rejections;
    }

    private static ClusterSnapshot draw(Random random) {
        PlanScene scene = new PlanScene();
        int nodes = 1 + random.nextInt(6);
        for (int i = 0; i < nodes; i++) {
            NodeFixture node = aNode("n" + i);
            if (random.nextInt(5) == 0) {
                node.being(Availability.DRAINING);
                node.restricted(Restrictions.NONE.withDrainBy(
                        random.nextBoolean() ? Optional.of(NOON) : Optional.of(NOON.plusSeconds(600))));
            }
            scene.node(node);
            for (int left = 4, j = 0; left > 0; j++) {
                int taken = 1 + random.nextInt(left);
                left -= taken;
                if (random.nextInt(3) > 0) {
                    scene.running(drawRun(random, "r" + i + j, "n" + i).taking(taken));
                }
            }
        }
        for (int i = 0; i < random.nextInt(12); i++) {
            TaskFixture task = aTask().id("t" + i)
                    .needing(cores(1 + random.nextInt(5)))
                    .priority(Priority.values()[random.nextInt(Priority.values().length)])
                    .runningAtMost(MINUTE.multipliedBy(1 + random.nextInt(5)))
                    .submittedAt(NOON.minus(MINUTE.multipliedBy(random.nextInt(300))));
            if (random.nextInt(4) == 0) {
                task.due(NOON.plusSeconds(random.nextInt(7200)));
            }
            scene.waiting(task);
        }
        return scene.snapshot();
    }

    private static PlanScene.Run drawRun(Random random, String task, String node) {
        PlanScene.Run run = run(task, node).of(Priority.values()[random.nextInt(Priority.values().length)]);
        if (random.nextInt(3) == 0) {
            run.suspendedAt(NOON.minus(Duration.ofMinutes(random.nextInt(10_000))));
        }
        return random.nextBoolean() ? run.movable() : run;
    }
}
