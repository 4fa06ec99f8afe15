package org.souk.core.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.Conflict;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskAssigned;
import org.souk.core.events.TaskNews;
import org.souk.core.link.Dispatch;
import org.souk.core.live.LiveAttempt;
import org.souk.core.live.LiveState;
import org.souk.core.planning.PlanApplication.Applied;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.planning.PlanReasons;
import org.souk.core.scheduling.planning.Planner;
import org.souk.core.settlement.UnpersistedReports;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;

/**
 * Plans over the live state, has the plan written down, and then tells nodes and listeners of it. One thread plans; promises
 * and requests to migrate, which others ask for, wait for it and it for them, so that neither misses the other.
 */
public final class Scheduler {
    private final LiveState live;
    private final Planner planner;
    private final PlanApplication application;
    private final MigrationCoordinator migrations;
    private final UnpersistedReports sightings;
    private final TaskNews news;
    private final MarketClock clock;

    /** Held while a plan is made and applied, and while a deadline is promised: neither must miss the other. */
    private final Object planning = new Object();

    /** Of the last plan, for those who ask why. */
    private volatile Optional<PlanReasons> reasons = Optional.empty();

    private final Map<TaskId, Map<String, Double>> scores = new ConcurrentHashMap<>();

    public Scheduler(
            LiveState live,
            Planner planner,
            PlanApplication application,
            MigrationCoordinator migrations,
            UnpersistedReports sightings,
            TaskNews news,
            MarketClock clock) {
        this.live = live;
        this.planner = planner;
        this.application = application;
        this.migrations = migrations;
        this.sightings = sightings;
        this.news = news;
        this.clock = clock;
        news.tellAlso(this::changed);
    }

    private void changed(Task task) {
        if (!task.state().isOnNode()) {
            scores.remove(task.id());
        }
    }

    /** Makes a plan and carries it out. */
    public void plan() {
        if (live.isIdle()) {
            return;
        }
        synchronized (planning) {
            Instant now = clock.instant();
            List<TaskId> overdue = live.overdueBlocked(now);
            if (!overdue.isEmpty()) {
                // No planner sees them, yet their deadlines pass too.
                carryOut(Plan.expiring(overdue), now);
            }
            ClusterSnapshot snapshot = live.snapshot(now);
            Plan plan = planner.plan(snapshot);
            reasons = Optional.of(planner.reasons(snapshot, plan));
            plan.lost().forEach(live::giveUp);
            plan.reservations().forEach(live::keep);
            if (!plan.isEmpty()) {
                carryOut(plan, now);
            }
        }
    }

    /** Applies the plan and tells nodes and listeners of it. */
    void carryOut(Plan plan, Instant now) {
        Map<TaskId, Assignment> planned = new LinkedHashMap<>();
        plan.assignments().forEach(a -> planned.put(a.task(), a));
        Applied applied = application.apply(plan, now);
        // Room is freed before others take it, in the live state and on the nodes.
        makeRoom(plan, applied);
        applied.resumed().forEach(this::resume);
        for (Task task : applied.assigned()) {
            scores.put(task.id(), planned.get(task.id()).scores());
            assign(task);
        }
        for (Task task : applied.moving()) {
            news.stored(task);
            migrations.begun(task);
        }
        applied.ended().forEach(news::stored);
        applied.followers().forEach(news::stored);
        applied.stale().forEach(task -> live.changed(task.summary(), now));
    }

    private void assign(Task task) {
        news.stored(task);
        Attempt attempt = task.current().orElseThrow();
        live.delivered(new AttemptKey(task.id(), attempt.number()));
        live.link(attempt.node()).ifPresent(link -> link.assign(Dispatch.of(task)));
        news.assigned(
                new TaskAssigned(task.id(), attempt.node(), Duration.between(task.submittedAt(), clock.instant())));
    }

    private void makeRoom(Plan plan, Applied applied) {
        Map<TaskId, Preemption> preemptions = new HashMap<>();
        plan.preemptions().forEach(preemption -> preemptions.put(preemption.task(), preemption));
        for (Task task : applied.suspended()) {
            news.stored(task);
            Attempt attempt = task.current().orElseThrow();
            live.link(attempt.node()).ifPresent(link -> link.suspend(task.id(), attempt.number()));
            news.preempted(preemptions.get(task.id()));
        }
        for (Task task : applied.evicted()) {
            Preemption preemption = preemptions.get(task.id());
            news.stored(task);
            sightings.forget(new AttemptKey(task.id(), preemption.attempt()));
            live.link(preemption.node())
                    .ifPresent(link -> link.cancel(
                            task.id(), preemption.attempt(), preemption.cause().words()));
            news.preempted(preemption);
        }
    }

    private void resume(Task task) {
        Attempt attempt = task.current().orElseThrow();
        sightings.resumed(new AttemptKey(task.id(), attempt.number()));
        news.stored(task);
        live.link(attempt.node()).ifPresent(link -> link.resume(task.id(), attempt.number()));
    }

    /**
     * Keeps room for tasks whose deadlines are wanted promised, for all or none. Until they are on a node, or it is given up,
     * the room is theirs.
     *
     * @throws InfeasibleDeadline when one of them cannot be met
     */
    public void promise(List<Task> wanted) {
        synchronized (planning) {
            Instant now = clock.instant();
            List<TaskId> kept = new ArrayList<>();
            for (Task task : wanted) {
                Admission admission = planner.admit(live.snapshot(now), live.shown(WaitingTask.of(task), now));
                if (admission instanceof Admission.Promised promised) {
                    live.keep(promised.reservation());
                    kept.add(task.id());
                } else if (admission instanceof Admission.Infeasible infeasible) {
                    kept.forEach(live::giveUp);
                    throw new InfeasibleDeadline(task.id(), infeasible.earliest());
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
    public void migrate(TaskId task, Optional<NodeId> wanted) {
        synchronized (planning) {
            Instant now = clock.instant();
            ClusterSnapshot snapshot = live.snapshot(now);
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
        if (live.attempt(task).flatMap(LiveAttempt::move).isPresent()) {
            return "it is moving";
        }
        return attempt.cancelled()
                ? "it is being cancelled"
                : "its program has not begun, or its node has not said that it can be moved";
    }

    /**
     * How many nodes each rule turned away from a task when the last plan left it waiting; empty when it did not, or did not
     * know the task yet.
     */
    public Map<String, Integer> rejections(TaskId task) {
        return reasons.map(kept -> kept.rejections(task)).orElse(Map.of());
    }

    /** Why a task is on its node: each score, by its name, 0…1. */
    public Map<String, Double> scores(TaskId task) {
        return scores.getOrDefault(task, Map.of());
    }
}
