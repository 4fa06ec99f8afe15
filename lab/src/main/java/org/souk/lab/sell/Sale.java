package org.souk.lab.sell;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadKind;
import org.souk.core.forecast.LoadSeries;
import org.souk.core.forecast.OwnerLoad;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Burst;
import org.souk.core.node.Hardware;
import org.souk.core.node.Offer;
import org.souk.core.node.Restrictions;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.units.Bytes;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;
import org.souk.lab.forecast.LoadFile;

/**
 * One replay. All machines sell all that they have as burst capacity, which owners get back at once when they are expected
 * to need it. At the beginning of each step the planner decides on what is known; then the step shows what the owner
 * really needed.
 */
final class Sale {
    private static final AccountId BUYER = new AccountId("buyer");
    private static final Tariff FREE = new Tariff(Money.ZERO, Money.ZERO, Money.ZERO);
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final int WHOLE = 100;

    private final LoadFile file;
    private final Machine machine;
    private final Reckoning reckoning;
    private final Planner planner = new Planner();
    private final Map<TaskId, SoldTask> waiting = new TreeMap<>();
    private final Map<TaskId, Running> running = new LinkedHashMap<>();
    private double soldCpuHours;
    private double lostCpuHours;
    private long overloadedSteps;
    private long evictions;

    /** A task on a machine. */
    private static final class Running {
        private final SoldTask task;
        private final NodeId node;
        private final long since;
        private int steps;

        Running(SoldTask task, NodeId node, long since) {
            this.task = task;
            this.node = node;
            this.since = since;
        }
    }

    Sale(LoadFile file, Machine machine, Reckoning reckoning) {
        this.file = file;
        this.machine = machine;
        this.reckoning = reckoning;
    }

    /** Sells all that is wanted, from the first step of the test on. */
    Outcome run(List<SoldTask> demand) {
        int next = 0;
        for (long step = file.testFrom(); step < file.end(); step++) {
            while (next < demand.size() && demand.get(next).arrives() <= step) {
                SoldTask task = demand.get(next++);
                waiting.put(task.id(), task);
            }
            decide(step);
            pass(step);
        }
        running.values().forEach(left -> soldCpuHours += left.task.cpuHours(left.steps, stepHours()));
        return new Outcome(
                soldCpuHours, lostCpuHours, overloadedSteps * file.stepSeconds() / 60.0, evictions, waiting.size());
    }

    private double stepHours() {
        return file.stepSeconds() / 3600.0;
    }

    private void decide(long step) {
        Plan plan = planner.plan(snapshot(step));
        for (Preemption preemption : plan.preemptions()) {
            Running victim = running.remove(preemption.task());
            lostCpuHours += victim.task.cpuHours(victim.steps, stepHours());
            waiting.put(victim.task.id(), victim.task);
            evictions++;
        }
        plan.assignments()
                .forEach(assignment -> running.put(
                        assignment.task(), new Running(waiting.remove(assignment.task()), assignment.node(), step)));
    }

    /** What the owner did in the step, beside the tasks. */
    private void pass(long step) {
        Map<NodeId, Resources> taken = taken();
        file.nodes().forEach((node, series) -> {
            Resources sold = taken.getOrDefault(new NodeId(node), Resources.NONE);
            if (!sold.equals(Resources.NONE) && machine.isOverloaded(series, step, sold)) {
                overloadedSteps++;
            }
        });
        running.values().removeIf(task -> {
            task.steps++;
            boolean ended = task.steps == task.task.steps();
            soldCpuHours += ended ? task.task.cpuHours(task.steps, stepHours()) : 0;
            return ended;
        });
    }

    private Map<NodeId, Resources> taken() {
        Map<NodeId, Resources> taken = new HashMap<>();
        running.values().forEach(task -> taken.merge(task.node, task.task.resources(), Resources::plus));
        return taken;
    }

    private ClusterSnapshot snapshot(long step) {
        Instant now = LoadSeries.startOf(step);
        Map<NodeId, Resources> taken = taken();
        List<NodeSnapshot> nodes = new ArrayList<>();
        for (String name : file.nodes().keySet()) {
            NodeId id = new NodeId(name);
            OwnerLoad load = reckoning.of(name, step);
            nodes.add(machine.snapshot(id, load, taken.getOrDefault(id, Resources.NONE)));
        }
        return new ClusterSnapshot(
                step,
                now,
                waiting.values().stream().map(task -> wanted(task)).toList(),
                running.values().stream().map(task -> attempt(task, now)).toList(),
                nodes);
    }

    private static Duration length(int steps) {
        return LoadSeries.STEP.multipliedBy(steps);
    }

    private WaitingTask wanted(SoldTask task) {
        return new WaitingTask(
                task.id(),
                0,
                BUYER,
                Priority.NORMAL,
                Optional.empty(),
                LoadSeries.startOf(task.arrives()),
                Optional.empty(),
                new Request(
                        task.resources(),
                        LONGEST,
                        length(task.steps()),
                        Money.ofMicros(1),
                        Optional.empty(),
                        new Placement(Optional.empty(), Optional.empty(), true),
                        Set.of()));
    }

    private static RunningTask attempt(Running task, Instant now) {
        return new RunningTask(
                task.task.id(),
                1,
                BUYER,
                Priority.NORMAL,
                Optional.empty(),
                task.node,
                task.task.resources(),
                true,
                false,
                false,
                Optional.of(LoadSeries.startOf(task.since)),
                length(task.steps),
                length(task.task.steps()),
                0,
                Optional.empty());
    }

    /**
     * What all machines are.
     *
     * @param cores of each
     * @param ram of each
     */
    record Machine(int cores, Bytes ram) {
        NodeSnapshot snapshot(NodeId id, OwnerLoad load, Resources taken) {
            Resources all = Resources.of(cores * MilliCpu.PER_CORE, ram.count(), 0);
            Hardware hardware = new Hardware("", "", "", cores, ram, Bytes.ZERO, "", "");
            Offer offer = new Offer(Resources.NONE, FREE, true, Terms.NONE, Optional.of(new Burst(all, 0)));
            return new NodeSnapshot(
                    id,
                    Availability.ACTIVE,
                    !load.equals(OwnerLoad.UNKNOWN),
                    hardware,
                    offer,
                    Resources.NONE,
                    load,
                    taken,
                    Restrictions.NONE,
                    Optional.empty(),
                    TrackRecord.NEW,
                    new NodeFacts(id, id.value(), BUYER, hardware, offer, TrackRecord.NEW.reliability(), 0),
                    NodeSnapshot.Transfer.NONE);
        }

        /** Whether owner and tasks together wanted more than there is; never where the owner was not measured. */
        boolean isOverloaded(LoadSeries own, long step, Resources sold) {
            double cpu =
                    own.at(step, LoadKind.CPU) + (double) WHOLE * sold.cpu().value() / (cores * MilliCpu.PER_CORE);
            double wantedRam =
                    own.at(step, LoadKind.RAM) + (double) WHOLE * sold.ram().count() / ram.count();
            return cpu > WHOLE || wantedRam > WHOLE;
        }

        /** What owners leave idle, all together and on average, in milli-cores. */
        double idle(LoadFile file) {
            double sum = 0;
            for (LoadSeries series : file.nodes().values()) {
                for (long step = file.testFrom(); step < file.end(); step++) {
                    double own = series.at(step, LoadKind.CPU);
                    sum += Double.isNaN(own) ? 0 : Math.max(0, WHOLE - own) / WHOLE * cores * MilliCpu.PER_CORE;
                }
            }
            return sum / (file.end() - file.testFrom());
        }
    }

    /**
     * What came of it.
     *
     * @param soldCpuHours of tasks that ended, and of those that still ran
     * @param lostCpuHours of tasks that were sent away, before that
     * @param overloadMinutes in which a machine's owner and its tasks wanted more than it has, summed over machines
     * @param waiting tasks at the end
     */
    record Outcome(double soldCpuHours, double lostCpuHours, double overloadMinutes, long evictions, int waiting) {}
}
