package org.souk.lab.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.Offer;
import org.souk.core.node.Terms;
import org.souk.core.pricing.Tariff;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.task.Placement;
import org.souk.core.task.Priority;
import org.souk.core.units.MilliCpu;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * The product's own planner: the pool is one node with the trace's processors as cores, each job a task that expects to
 * run as long as its estimate, and all are one buyer's and of one class. A job whose deadline is refused is submitted
 * without one. Since a virtual program starts at once, promises need not allow for a start-up.
 */
final class SoukPolicy implements Policy {
    private static final NodeId NODE = new NodeId("pool");
    private static final AccountId BUYER = new AccountId("buyer");
    private static final Tariff FREE = new Tariff(Money.ZERO, Money.ZERO, Money.ZERO);
    private static final long MEMORY = 1L << 50;
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Planner planner = new Planner(SchedulingRules.DEFAULT.withStartup(Duration.ZERO));
    private final Map<TaskId, Job> jobs = new HashMap<>();
    private final Map<TaskId, WaitingTask> waiting = new TreeMap<>();
    private final Map<TaskId, Reservation> reservations = new TreeMap<>();
    private final Map<Job, TaskId> ids = new HashMap<>();
    private final Set<Job> promised = new HashSet<>();
    private final Map<Job, Integer> preemptions = new HashMap<>();
    private final Map<Job, Instant> preemptedAt = new HashMap<>();
    private final Map<Job, Instant> runningSince = new HashMap<>();
    private long tick;

    @Override
    public String name() {
        return "souk";
    }

    @Override
    public boolean promisesDeadlines() {
        return true;
    }

    @Override
    public boolean submitted(Job job, Pool pool) {
        TaskId id = id(job);
        jobs.put(id, job);
        if (job.deadlineMillis().isPresent()) {
            WaitingTask timely = task(job, job.deadlineMillis());
            if (planner.admit(snapshot(pool), timely) instanceof Admission.Promised given) {
                reservations.put(id, given.reservation());
                waiting.put(id, timely);
                promised.add(job);
                return true;
            }
        }
        waiting.put(id, task(job, OptionalLong.empty()));
        return false;
    }

    @Override
    public void finished(Job job, Pool pool) {
        runningSince.remove(job);
        preemptions.remove(job);
        preemptedAt.remove(job);
        promised.remove(job);
        jobs.remove(id(job));
        ids.remove(job);
    }

    @Override
    public void decide(Pool pool) {
        ClusterSnapshot snapshot = snapshot(pool);
        if (waiting.isEmpty() && pool.suspended().isEmpty()) {
            return;
        }
        Plan plan = planner.plan(snapshot);
        plan.reservations().forEach(kept -> reservations.put(kept.task(), kept));
        plan.preemptions().forEach(preemption -> {
            Job victim = jobs.get(preemption.task());
            pool.suspend(victim);
            preemptions.merge(victim, 1, Integer::sum);
            preemptedAt.put(victim, snapshot.now());
            runningSince.remove(victim);
        });
        plan.assignments().forEach(assignment -> {
            reservations.remove(assignment.task());
            waiting.remove(assignment.task());
            Job job = jobs.get(assignment.task());
            pool.start(job);
            runningSince.put(job, snapshot.now());
        });
        plan.resumptions().forEach(resumption -> {
            Job job = jobs.get(resumption.task());
            pool.resume(job);
            runningSince.put(job, snapshot.now());
        });
        // The planner gives a task up whose deadline has passed; a job of a trace runs all the same.
        plan.expired().forEach(id -> {
            reservations.remove(id);
            waiting.put(id, task(jobs.get(id), OptionalLong.empty()));
        });
        if (!plan.expired().isEmpty()) {
            decide(pool);
        }
    }

    /** When room that is kept is needed. */
    @Override
    public OptionalLong wakeUpMillis(Pool pool) {
        return reservations.values().stream()
                .mapToLong(kept -> kept.start().toEpochMilli())
                .filter(start -> start > pool.nowMillis())
                .min();
    }

    private ClusterSnapshot snapshot(Pool pool) {
        Instant now = Instant.ofEpochMilli(pool.nowMillis());
        List<RunningTask> held = new ArrayList<>();
        pool.running().forEach(execution -> held.add(attempt(execution, pool, false)));
        pool.suspended().forEach(execution -> held.add(attempt(execution, pool, true)));
        Resources all = Resources.of(pool.processors() * MilliCpu.PER_CORE, MEMORY, 0);
        Resources taken = held.stream().map(RunningTask::held).reduce(Resources.NONE, Resources::plus);
        NodeSnapshot node = new NodeSnapshot(
                NODE,
                Availability.ACTIVE,
                true,
                Hardware.UNKNOWN,
                new Offer(all, FREE, false, Terms.NONE),
                taken,
                LoadForecast.UNKNOWN);
        tick++;
        return new ClusterSnapshot(
                tick,
                now,
                List.copyOf(waiting.values()),
                held,
                List.copyOf(reservations.values()),
                List.of(node),
                Sharing.NONE);
    }

    /** What a resumed job needs before it goes on is a part of how long it is expected to run. */
    private RunningTask attempt(Execution execution, Pool pool, boolean suspended) {
        Job job = execution.job();
        long ran = execution.progressMillis(pool.nowMillis());
        long left = suspended
                ? job.estimateMillis() - ran + pool.preemptionCostMillis()
                : execution.expectedEndMillis(pool.nowMillis()) - pool.nowMillis();
        return new RunningTask(
                id(job),
                1,
                BUYER,
                Priority.NORMAL,
                Optional.ofNullable(promisedDeadline(job)),
                NODE,
                resources(job),
                false,
                suspended,
                false,
                Optional.ofNullable(runningSince.get(job)),
                Duration.ofMillis(ran),
                Duration.ofMillis(ran + left),
                preemptions.getOrDefault(job, 0),
                Optional.ofNullable(preemptedAt.get(job)));
    }

    private Instant promisedDeadline(Job job) {
        return promised.contains(job)
                ? Instant.ofEpochMilli(job.deadlineMillis().orElseThrow())
                : null;
    }

    private WaitingTask task(Job job, OptionalLong deadline) {
        Request request = new Request(
                resources(job),
                LONGEST,
                Duration.ofMillis(job.estimateMillis()),
                Money.ofMicros(1),
                Optional.empty(),
                Placement.ANYWHERE,
                Set.of());
        return new WaitingTask(
                id(job),
                0,
                BUYER,
                Priority.NORMAL,
                deadline.isPresent() ? Optional.of(Instant.ofEpochMilli(deadline.getAsLong())) : Optional.empty(),
                Instant.ofEpochMilli(job.submitMillis()),
                Optional.empty(),
                request);
    }

    private static Resources resources(Job job) {
        return Resources.of(job.processors() * MilliCpu.PER_CORE, 1, 0);
    }

    /** Names that sort like the jobs. */
    private TaskId id(Job job) {
        return ids.computeIfAbsent(job, j -> new TaskId(String.format("j%09d", j.index())));
    }
}
