package org.souk.core.market;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.souk.core.account.AccountStore;
import org.souk.core.cluster.Buyers;
import org.souk.core.cluster.Cluster;
import org.souk.core.cluster.Dispatch;
import org.souk.core.cluster.Endpoint;
import org.souk.core.cluster.LiveAttempt;
import org.souk.core.cluster.NodeLink;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.Conflict;
import org.souk.core.common.ContentId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.escalation.LoadStatistics;
import org.souk.core.market.PlanApplication.Applied;
import org.souk.core.market.Settlement.Outcome;
import org.souk.core.market.Settlement.Settled;
import org.souk.core.migration.MoveRules;
import org.souk.core.node.NodeStore;
import org.souk.core.pricing.Position;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.task.Attempt;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.PastWait;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Bytes;

/**
 * Turns the crank: plans, applies the plan and dispatches; and settles what was reported. Two threads do that, one each;
 * whoever has news rings the doorbell of the one that it concerns.
 *
 * <p>Each turn commits first and tells afterwards. A failure at any point leaves the stores right and the live state
 * behind; {@link #rebuild} catches up.
 */
public final class Scheduler {
    private static final Logger LOG = System.getLogger(Scheduler.class.getName());
    private static final int SETTLE_BATCH = 200;
    /** Bounds the time of a start; the oldest runs, which count least, are left out first. */
    private static final int MAX_PAST_RUNS = 100_000;

    private final Cluster cluster;
    private final Buyers buyers;
    private final Planner planner;
    private final PlanApplication application;
    private final Settlement settlement;
    private final TaskStore tasks;
    private final NodeStore nodes;
    private final AccountStore accounts;
    private final Transactions transactions;
    private final TaskListener listener;
    private final Clock clock;

    private final ConcurrentLinkedQueue<AttemptReport> reports = new ConcurrentLinkedQueue<>();
    private final Sightings sightings = new Sightings();
    private final Moves moves;
    private volatile boolean open;
    /** Held while a plan is made and applied, and while a deadline is promised: neither must miss the other. */
    private final Object promises = new Object();

    private final Map<TaskId, Map<String, Double>> scores = new ConcurrentHashMap<>();

    public Scheduler(
            Cluster cluster,
            Buyers buyers,
            Planner planner,
            PlanApplication application,
            Settlement settlement,
            TaskStore tasks,
            NodeStore nodes,
            AccountStore accounts,
            Transactions transactions,
            TaskListener listener,
            Clock clock,
            MoveRules moving,
            Optional<Endpoint> relay) {
        this.cluster = cluster;
        this.buyers = buyers;
        this.planner = planner;
        this.application = application;
        this.settlement = settlement;
        this.tasks = tasks;
        this.nodes = nodes;
        this.accounts = accounts;
        this.transactions = transactions;
        this.listener = listener;
        this.clock = clock;
        this.moves = new Moves(cluster, tasks, transactions, sightings, listener, clock, moving, relay);
    }

    /** The moves that are under way. */
    public Moves moves() {
        return moves;
    }

    /** Reads the live state anew from the stores. */
    public void rebuild() {
        Instant now = clock.instant();
        transactions.run(() -> {
            accounts.list().forEach(buyers::accountChanged);
            List<Task> unfinished = tasks.unfinished();
            cluster.rebuild(
                    nodes.list(Optional.empty()),
                    unfinished,
                    tasks.runsSince(now.minus(buyers.memory()), MAX_PAST_RUNS),
                    now);
            cluster.rebuildLoad(pastWaits(unfinished, now.minus(LoadStatistics.MEMORY)));
            cluster.rebuildRecords(TrackRecords.of(tasks.list(TrackRecords.QUERY)));
        });
    }

    private List<PastWait> pastWaits(List<Task> unfinished, Instant since) {
        return Stream.concat(
                        tasks.waitsSince(since, MAX_PAST_RUNS).stream(),
                        unfinished.stream().flatMap(task -> PastWait.of(task).stream()))
                .filter(past -> !past.until().isBefore(since))
                .toList();
    }

    /** Leaves a node's last word on an attempt to be settled in the next turn. */
    public void report(AttemptReport report) {
        reports.add(report);
    }

    /** Notes that an attempt runs; written down by {@link #persistLiveness}. */
    public void started(AttemptKey attempt) {
        sightings.started(attempt, clock.instant());
    }

    /**
     * Writes down that a snapshot of an attempt is stored.
     *
     * @return false when the node does not hold this attempt (any more), or the snapshot is of no use
     */
    boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position said) {
        Instant now = clock.instant();
        Optional<Task> saved = transactions.call(() -> tasks.lock(List.of(attempt.task())).stream()
                .filter(row -> row.isHeldBy(node, attempt.attempt()))
                .map(sightings::addedTo)
                .filter(row ->
                        said.fuel().compareTo(row.plausible(Position.START, now).fuel()) >= 0)
                .map(row -> row.checkpointed(
                        new Checkpoint(attempt.attempt(), content, size, row.plausible(said, now), now)))
                .map(row -> tasks.save(List.of(row)).get(0))
                .findFirst());
        saved.ifPresent(task -> cluster.assigned(task, now));
        return saved.isPresent();
    }

    /** Notes that a suspended attempt stands still; likewise. */
    public void standing(AttemptKey attempt) {
        sightings.standing(attempt, clock.instant());
    }

    /** One turn: ends leases that have run out, plans and applies the plan. */
    public void turn() {
        expireLeases();
        moves.turn();
        plan();
    }

    /** Settles what has been reported. May run beside {@link #turn}: rows are locked, and each keeps to its own. */
    public void settleReports() {
        while (!reports.isEmpty()) {
            List<AttemptReport> batch = new ArrayList<>();
            while (batch.size() < SETTLE_BATCH && !reports.isEmpty()) {
                batch.add(reports.remove());
            }
            settle(batch);
        }
    }

    private void settle(List<AttemptReport> batch) {
        Instant now = clock.instant();
        Outcome outcome;
        try {
            outcome = transactions.call(() -> settlement.settle(batch, sightings, now));
        } catch (RuntimeException e) {
            if (batch.size() == 1) {
                giveBack(batch.get(0), e);
            } else {
                // One bad report must not hold up the others.
                batch.forEach(report -> settle(List.of(report)));
            }
            return;
        }
        outcome.settled().forEach(this::tell);
        outcome.followers().forEach(this::took);
    }

    /** A task is stored in a new state by somebody else than a node: new, released, or ended with another. */
    void took(Task task) {
        refresh(task);
        listener.changed(new TaskView(task, Optional.empty()));
    }

    /** The agent keeps a report until it is acknowledged and repeats it in its next session. */
    private void giveBack(AttemptReport report, RuntimeException cause) {
        LOG.log(Level.ERROR, "cannot settle attempt " + report.attempt() + " of task " + report.task(), cause);
        cluster.link(report.node()).ifPresent(link -> link.close("a report could not be settled: report again"));
    }

    private void tell(Settled settled) {
        AttemptReport report = settled.report();
        Optional<NodeLink> link = cluster.link(report.node());
        sightings.forget(new AttemptKey(report.task(), report.attempt()));
        TrackRecords.shownBy(settled).ifPresent(shown -> cluster.recorded(report.node(), shown));
        // Whatever became of it, the agent need not repeat it.
        link.ifPresent(l -> l.acknowledge(report.task(), report.attempt()));
        switch (settled.verdict()) {
            case ENDED -> {
                cluster.forget(report.task(), clock.instant());
                scores.remove(report.task());
            }
            case REQUEUED -> {
                cluster.queued(settled.task().orElseThrow(), clock.instant());
                scores.remove(report.task());
            }
            case STALE -> forgetIfLive(report);
            case FOREIGN ->
                link.ifPresent(l -> l.close("reported attempt " + report.attempt() + " of task " + report.task()
                        + ", which this node does not hold"));
        }
        if (settled.verdict() == Settlement.Verdict.ENDED || settled.verdict() == Settlement.Verdict.REQUEUED) {
            moves.changed(settled.task().orElseThrow());
            listener.changed(new TaskView(settled.task().orElseThrow(), Optional.empty()));
        }
    }

    /**
     * Agents can reach the market from now on. Until then no lease runs out: a market that takes long to start must not
     * cost anybody a task.
     */
    public void open() {
        cluster.renewAll(clock.instant());
        open = true;
    }

    public boolean isOpen() {
        return open;
    }

    /** Should the live state still have an attempt that is over, it was read while the end was being written. */
    private void forgetIfLive(AttemptReport report) {
        AttemptKey key = new AttemptKey(report.task(), report.attempt());
        if (cluster.attempt(report.task())
                .filter(live -> live.key().equals(key))
                .isPresent()) {
            transactions.call(() -> tasks.find(report.task())).ifPresent(this::refresh);
        }
    }

    private void expireLeases() {
        if (!open) {
            return;
        }
        List<LiveAttempt> expired = cluster.expired(clock.instant()).stream()
                .filter(attempt -> !moves.takeOver(attempt))
                .toList();
        if (!expired.isEmpty()) {
            settle(expired.stream()
                    .map(a -> new AttemptReport(
                            a.key().task(),
                            a.key().attempt(),
                            a.node(),
                            Ending.without(EndReason.LEASE_EXPIRED, "node " + a.node() + " was not heard of")))
                    .toList());
        }
    }

    private void plan() {
        if (cluster.isIdle()) {
            return;
        }
        synchronized (promises) {
            Instant now = clock.instant();
            List<TaskId> overdue = cluster.overdueBlocked(now);
            if (!overdue.isEmpty()) {
                // No planner sees them, yet their deadlines pass too.
                carryOut(Plan.expiring(overdue), now);
            }
            Plan plan = planner.plan(cluster.snapshot(now));
            plan.lost().forEach(cluster::giveUp);
            plan.reservations().forEach(cluster::keep);
            if (!plan.isEmpty()) {
                carryOut(plan, now);
            }
        }
    }

    /** Applies the plan and tells nodes and listeners of it. */
    void carryOut(Plan plan, Instant now) {
        Map<TaskId, Assignment> planned = new LinkedHashMap<>();
        plan.assignments().forEach(a -> planned.put(a.task(), a));
        Applied applied = transactions.call(() -> application.apply(plan, sightings, now));
        // Places are freed before others take them, in the live state and on the nodes.
        makeRoom(plan, applied, now);
        resume(applied.resumed(), now);
        for (Task task : applied.assigned()) {
            cluster.assigned(task, now);
            scores.put(task.id(), planned.get(task.id()).scores());
            Attempt attempt = task.current().orElseThrow();
            cluster.link(attempt.node()).ifPresent(link -> link.assign(Dispatch.of(task)));
            listener.assigned(
                    new TaskAssigned(task.id(), attempt.node(), Duration.between(task.submittedAt(), clock.instant())));
            listener.changed(new TaskView(task, cluster.attempt(task.id())));
        }
        for (Task task : applied.moving()) {
            cluster.assigned(task, now);
            moves.begun(task);
            listener.changed(new TaskView(task, cluster.attempt(task.id())));
        }
        for (Task task : applied.ended()) {
            cluster.forget(task.id(), now);
            listener.changed(new TaskView(task, Optional.empty()));
        }
        applied.followers().forEach(this::took);
        applied.stale().forEach(this::refresh);
    }

    private void makeRoom(Plan plan, Applied applied, Instant now) {
        Map<TaskId, Preemption> preemptions = new HashMap<>();
        plan.preemptions().forEach(preemption -> preemptions.put(preemption.task(), preemption));
        for (Task task : applied.suspended()) {
            cluster.assigned(task, now);
            Attempt attempt = task.current().orElseThrow();
            cluster.link(attempt.node()).ifPresent(link -> link.suspend(task.id(), attempt.number()));
            listener.preempted(preemptions.get(task.id()));
            listener.changed(new TaskView(task, cluster.attempt(task.id())));
        }
        for (Task task : applied.evicted()) {
            Preemption preemption = preemptions.get(task.id());
            cluster.queued(task, now);
            moves.changed(task);
            scores.remove(task.id());
            sightings.forget(new AttemptKey(task.id(), preemption.attempt()));
            cluster.link(preemption.node())
                    .ifPresent(link -> link.cancel(
                            task.id(), preemption.attempt(), preemption.cause().words()));
            listener.preempted(preemption);
            listener.changed(new TaskView(task, Optional.empty()));
        }
    }

    private void resume(List<Task> resumed, Instant now) {
        for (Task task : resumed) {
            cluster.assigned(task, now);
            Attempt attempt = task.current().orElseThrow();
            sightings.resumed(new AttemptKey(task.id(), attempt.number()));
            cluster.link(attempt.node()).ifPresent(link -> link.resume(task.id(), attempt.number()));
            listener.changed(new TaskView(task, cluster.attempt(task.id())));
        }
    }

    /** The live state was behind for this task. */
    private void refresh(Task task) {
        switch (task.state()) {
            case BLOCKED -> cluster.blocked(task);
            case QUEUED -> cluster.queued(task, clock.instant());
            case ASSIGNED, RUNNING, SUSPENDED, CANCELLING -> cluster.assigned(task, clock.instant());
            case COMPLETED, FAILED, CANCELLED -> cluster.forget(task.id(), clock.instant());
        }
    }

    /**
     * Writes down which attempts run, which stand still and when nodes were last heard of. Off the hot path: a task
     * that ends within a moment never needs it.
     */
    public void persistLiveness() {
        Sightings seen = sightings.copy();
        List<Task> noted = transactions.call(() -> {
            nodes.markSeen(cluster.lastHeard());
            List<Task> changed = new ArrayList<>();
            for (Task task : tasks.lock(seen.tasks())) {
                Task added = seen.addedTo(task);
                if (!added.equals(task)) {
                    changed.add(added);
                }
            }
            return tasks.save(changed);
        });
        sightings.forget(seen);
        noted.forEach(task -> listener.changed(new TaskView(task, cluster.attempt(task.id()))));
    }

    /**
     * Keeps room for tasks whose deadlines are wanted promised, for all or none. Until they are queued or forgotten the
     * room is theirs.
     *
     * @throws DeadlineInfeasible when one of them cannot be met
     */
    void promise(List<Task> wanted) {
        synchronized (promises) {
            Instant now = clock.instant();
            List<TaskId> kept = new ArrayList<>();
            for (int i = 0; i < wanted.size(); i++) {
                Task task = wanted.get(i);
                Admission admission = planner.admit(cluster.snapshot(now), cluster.shown(WaitingTask.of(task), now));
                if (admission instanceof Admission.Promised promised) {
                    cluster.keep(promised.reservation());
                    kept.add(task.id());
                } else if (admission instanceof Admission.Infeasible infeasible) {
                    kept.forEach(id -> cluster.forget(id, now));
                    throw new DeadlineInfeasible(task.id(), infeasible.earliest());
                }
            }
        }
    }

    /**
     * Begins to move a running task.
     *
     * @param wanted where to; empty: to the best other node
     * @throws Conflict when it cannot be moved, or not there, with the reason
     */
    void migrate(TaskId task, Optional<NodeId> wanted) {
        synchronized (promises) {
            Instant now = clock.instant();
            ClusterSnapshot snapshot = cluster.snapshot(now);
            RunningTask attempt = snapshot.running().stream()
                    .filter(running -> running.task().equals(task))
                    .findFirst()
                    .orElseThrow(() -> new Conflict("task " + task + " is on no node"));
            if (attempt.mobility().isEmpty()) {
                throw new Conflict("task " + task + " cannot be moved now: " + unmovable(task, attempt));
            }
            Migration migration = planner.relocate(snapshot, attempt, wanted)
                    .orElseThrow(() ->
                            new Conflict(wanted.map(node -> "node " + node).orElse("no other node")
                                    + (wanted.isPresent() ? " cannot" : " can") + " take task " + task + " over now"));
            carryOut(Plan.moving(migration), now);
        }
    }

    private String unmovable(TaskId task, RunningTask attempt) {
        if (cluster.attempt(task).flatMap(LiveAttempt::move).isPresent()) {
            return "it is moving";
        }
        return attempt.cancelled()
                ? "it is being cancelled"
                : "its program has not begun, or its node has not said that it can be moved";
    }

    /** How many nodes each rule turns away from a task that waits; empty when it is not among the waiting. */
    Map<String, Integer> rejections(TaskId task) {
        Instant now = clock.instant();
        return cluster.waiting(task)
                .map(waiting -> planner.rejections(cluster.snapshot(now), cluster.shown(waiting, now)))
                .orElse(Map.of());
    }

    Map<String, Double> scores(TaskId task) {
        return scores.getOrDefault(task, Map.of());
    }
}
