package org.souk.lab.placement;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.Offer;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.units.Bytes;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * The product's own planner: every rule is asked, no deadline is set, all tasks are one buyer's and cost nothing. As in
 * the product, what changed since the last tick is known when a tick begins; the snapshot is made within it.
 */
final class SoukPlacer implements Placer {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final AccountId BUYER = new AccountId("buyer");
    private static final Tariff FREE = new Tariff(Money.ZERO, Money.ZERO, Money.ZERO);

    private final Planner planner = new Planner();
    private final Machines machines;
    private final List<NodeSnapshot> nodes = new ArrayList<>();
    private final Map<NodeId, Integer> numbers = new HashMap<>();
    private final Map<Pod, RunningTask> running = new LinkedHashMap<>();
    private final Map<Pod, WaitingTask> known = new HashMap<>();
    private long tick;

    SoukPlacer(Machines machines) {
        this.machines = machines;
        for (int machine = 0; machine < machines.count(); machine++) {
            nodes.add(node(machine));
            numbers.put(nodes.get(machine).id(), machine);
        }
        machines.running().forEach(placed -> running.put(placed.pod(), runningTask(placed)));
    }

    @Override
    public List<Placed> tick(List<Pod> waiting) {
        Map<TaskId, Pod> pods = new HashMap<>();
        List<WaitingTask> tasks = new ArrayList<>(waiting.size());
        for (Pod pod : waiting) {
            WaitingTask task = known.computeIfAbsent(pod, SoukPlacer::waitingTask);
            tasks.add(task);
            pods.put(task.id(), pod);
        }
        tick++;
        return planner
                .plan(new ClusterSnapshot(tick, now(), tasks, List.copyOf(running.values()), nodes))
                .assignments()
                .stream()
                .map(assignment -> new Placed(pods.get(assignment.task()), numbers.get(assignment.node())))
                .toList();
    }

    @Override
    public void placed(Placed placed) {
        known.remove(placed.pod());
        running.put(placed.pod(), runningTask(placed));
        nodes.set(placed.machine(), node(placed.machine()));
    }

    @Override
    public void ended(Placed placed) {
        running.remove(placed.pod());
        nodes.set(placed.machine(), node(placed.machine()));
    }

    private Instant now() {
        return START.plusSeconds(tick);
    }

    private NodeSnapshot node(int machine) {
        Amount size = machines.size(machine);
        Resources all = resources(size);
        Hardware hardware = new Hardware(
                "Linux", "amd64", "", Math.max(1, (size.cpuMillis() + 999) / 1000), all.ram(), Bytes.ZERO, "", "");
        return new NodeSnapshot(
                nodeId(machine),
                Availability.ACTIVE,
                true,
                hardware,
                new Offer(all, FREE, false, Terms.NONE),
                resources(size.minus(machines.free(machine))),
                LoadForecast.UNKNOWN);
    }

    private RunningTask runningTask(Placed placed) {
        return new RunningTask(
                taskId(placed.pod()),
                1,
                BUYER,
                Priority.NORMAL,
                Optional.empty(),
                nodeId(placed.machine()),
                resources(placed.pod().needs()),
                false,
                false,
                false,
                Optional.of(now()),
                Duration.ZERO,
                HOUR,
                0,
                Optional.empty());
    }

    private static WaitingTask waitingTask(Pod pod) {
        Request request = new Request(
                resources(pod.needs()), HOUR, HOUR, Money.parse("1"), Optional.empty(), Placement.ANYWHERE, Set.of());
        return new WaitingTask(
                taskId(pod),
                1,
                BUYER,
                Priority.NORMAL,
                Optional.empty(),
                START.plusMillis(pod.number()),
                Optional.empty(),
                request);
    }

    private static TaskId taskId(Pod pod) {
        // Formatting would make a third of the garbage of a measurement.
        return new TaskId(
                "task-" + Integer.toString(1_000_000_000 + pod.number()).substring(1));
    }

    private static NodeId nodeId(int machine) {
        return new NodeId(String.format("node-%06d", machine));
    }

    private static Resources resources(Amount amount) {
        return Resources.of(amount.cpuMillis(), amount.memoryMib() * Bytes.PER_MIB, 0);
    }
}
