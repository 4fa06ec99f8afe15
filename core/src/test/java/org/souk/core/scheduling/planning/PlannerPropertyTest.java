package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.NOON;
import static org.souk.core.testing.TaskFixture.aTask;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.ledger.Billing;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Tariff;
import org.souk.core.pricing.Usage;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Bytes;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** What holds for every plan, on clusters that are drawn from a seed. */
class PlannerPropertyTest {
    private static final long MIB = 1L << 20;
    private final Planner planner = new Planner();

    @Property(tries = 1000)
    void planKeepsItsPromises(@ForAll long seed) {
        Random random = new Random(seed);
        ClusterSnapshot snapshot = draw(random);
        Plan plan = planner.plan(snapshot);

        everyTaskIsDecidedOnce(snapshot, plan);
        noNodeIsSoldTwice(snapshot, plan);
        noLimitCanBeExceeded(snapshot, plan);
        queueOrderIsKept(snapshot, plan);
    }

    @Property(tries = 1000)
    void sameSnapshotGivesTheSamePlan(@ForAll long seed) {
        ClusterSnapshot snapshot = draw(new Random(seed));
        List<WaitingTask> shuffled = new ArrayList<>(snapshot.waiting());
        Collections.shuffle(shuffled, new Random(seed + 1));

        assertThat(planner.plan(snapshot)).isEqualTo(planner.plan(snapshot));
        assertThat(planner.plan(
                        new ClusterSnapshot(snapshot.tick(), NOON, shuffled, snapshot.running(), snapshot.nodes())))
                .isEqualTo(planner.plan(snapshot));
    }

    private static void everyTaskIsDecidedOnce(ClusterSnapshot snapshot, Plan plan) {
        List<TaskId> decided = new ArrayList<>(plan.expired());
        plan.assignments().forEach(a -> decided.add(a.task()));
        plan.deferrals().forEach(d -> decided.add(d.task()));
        assertThat(decided)
                .containsExactlyInAnyOrderElementsOf(
                        snapshot.waiting().stream().map(WaitingTask::id).toList());
    }

    private static void noNodeIsSoldTwice(ClusterSnapshot snapshot, Plan plan) {
        Map<TaskId, WaitingTask> tasks = byId(snapshot);
        Map<NodeId, Resources> sold = new HashMap<>();
        plan.assignments()
                .forEach(a -> sold.merge(a.node(), tasks.get(a.task()).request().resources(), Resources::plus));
        for (NodeSnapshot node : snapshot.nodes()) {
            Resources taken = sold.getOrDefault(node.id(), Resources.NONE);
            if (taken.equals(Resources.NONE)) {
                continue;
            }
            assertThat(node.connected() && node.availability() == Availability.ACTIVE)
                    .isTrue();
            Resources all = taken.plus(node.reserved());
            assertThat(all.fitsIn(node.offer().forSale())).isTrue();
            if (node.offer().yieldToOwner()) {
                double free = 1 - node.ownLoad().within(1).upperCpuPercent() / 100;
                assertThat((double) all.cpu().value())
                        .isLessThanOrEqualTo(free * node.hardware().cores() * 1000);
            }
        }
    }

    private static void noLimitCanBeExceeded(ClusterSnapshot snapshot, Plan plan) {
        Map<TaskId, WaitingTask> tasks = byId(snapshot);
        for (Assignment assignment : plan.assignments()) {
            WaitingTask.Request request = tasks.get(assignment.task()).request();
            Usage most = new Usage(assignment.fuelLimit(), request.wallLimit(), Bytes.ZERO);
            Bill bill = new Billing(0).bill(most, request.resources(), assignment.tariff(), request.maxPrice());
            assertThat(bill.fuel().plus(bill.ram()).plus(bill.storage())).isLessThanOrEqualTo(request.maxPrice());
            assertThat(assignment.fuelLimit().units()).isPositive();
        }
    }

    /** Of two tasks that ask for the same, the one behind is not assigned when the one before it waits. */
    private static void queueOrderIsKept(ClusterSnapshot snapshot, Plan plan) {
        Map<TaskId, WaitingTask> tasks = byId(snapshot);
        for (Deferral waits : plan.deferrals()) {
            WaitingTask first = tasks.get(waits.task());
            for (Assignment assignment : plan.assignments()) {
                WaitingTask other = tasks.get(assignment.task());
                boolean behind = other.deadline().isEmpty()
                        && other.priority() == first.priority()
                        && other.submittedAt().isAfter(first.submittedAt());
                assertThat(behind && other.request().equals(first.request())).isFalse();
            }
        }
    }

    private static Map<TaskId, WaitingTask> byId(ClusterSnapshot snapshot) {
        return snapshot.waiting().stream().collect(Collectors.toMap(WaitingTask::id, Function.identity()));
    }

    private static ClusterSnapshot draw(Random random) {
        List<NodeSnapshot> nodes = new ArrayList<>();
        for (int i = 0; i < random.nextInt(8); i++) {
            nodes.add(node(random, i));
        }
        List<WaitingTask> waiting = new ArrayList<>();
        for (int i = 0; i < random.nextInt(40); i++) {
            waiting.add(WaitingTask.of(task(random, i)));
        }
        return new ClusterSnapshot(1, NOON, waiting, List.of(), nodes);
    }

    private static NodeSnapshot node(Random random, int number) {
        int cores = 1 + random.nextInt(8);
        Tariff tariff = new Tariff(
                Money.ofMicros(random.nextInt(3) * 1000L),
                Money.ofMicros(random.nextInt(1000)),
                Money.ofMicros(random.nextInt(10)));
        NodeFixture fixture = aNode("n" + number)
                .on(NodeFixture.machine(cores))
                .selling(Resources.of(random.nextInt(cores * 1000 + 1), random.nextInt(512) * MIB, 100 * MIB))
                .charging(tariff)
                .being(random.nextInt(5) == 0 ? Availability.DRAINING : Availability.ACTIVE);
        Node node = (random.nextBoolean() ? fixture.yielding() : fixture).enrolled();
        double load = random.nextInt(101);
        return new NodeSnapshot(
                node.id(),
                node.availability(),
                random.nextInt(5) > 0,
                node.hardware(),
                node.offer(),
                Resources.of(random.nextInt(500), random.nextInt(64) * MIB, 0),
                new LoadForecast(load, Math.min(100, load + 10), load / 2, load / 2, "drawn"));
    }

    private static Task task(Random random, int number) {
        TaskFixture task = aTask().id("t" + number)
                .needing(Resources.of((1 + random.nextInt(4)) * 500, (1 + random.nextInt(4)) * 32 * MIB, 0))
                .priority(Priority.values()[random.nextInt(Priority.values().length)])
                .runningAtMost(Duration.ofSeconds(1 + random.nextInt(3) * 600L))
                .within(Money.ofMicros(1 + random.nextInt(200)))
                .submittedAt(NOON.minusSeconds(random.nextInt(100)));
        if (random.nextInt(4) == 0) {
            task.due(NOON.plusSeconds(random.nextInt(100) - 10));
        }
        return task.submitted();
    }
}
