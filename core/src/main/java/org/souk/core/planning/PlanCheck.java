package org.souk.core.planning;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Resumption;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;

/**
 * Which parts of a plan still fit the rows that it is about.
 *
 * <p>On a node where the plan takes places away its parts stand or fall together: nobody gets a place that was not
 * freed, and nobody makes room for one who does not come.
 */
final class PlanCheck {
    private final Plan plan;
    private final Map<TaskId, Task> rows = new HashMap<>();
    private final Set<TaskId> unsound = new HashSet<>();
    private final Set<NodeId> broken = new HashSet<>();

    PlanCheck(Plan plan, Collection<Task> locked) {
        this.plan = plan;
        locked.forEach(task -> rows.put(task.id(), task));
        Set<TaskId> decided = new HashSet<>();
        plan.preemptions().forEach(p -> note(p.task(), p.node(), isSound(p) && decided.add(p.task())));
        plan.resumptions().forEach(r -> note(r.task(), r.node(), isSound(r) && decided.add(r.task())));
        plan.assignments().forEach(a -> note(a.task(), a.node(), isSound(a) && decided.add(a.task())));
        plan.migrations().stream()
                .filter(m -> !isSound(m) || !decided.add(m.task()))
                .forEach(m -> unsound.add(m.task()));
        plan.expired().stream().filter(task -> !isWaiting(task)).forEach(unsound::add);
        broken.retainAll(
                plan.preemptions().stream().map(Preemption::node).distinct().toList());
    }

    private void note(TaskId task, NodeId node, boolean sound) {
        if (!sound) {
            unsound.add(task);
            broken.add(node);
        }
    }

    static List<TaskId> tasksOf(Plan plan) {
        return Stream.of(
                        plan.assignments().stream().map(Assignment::task),
                        plan.preemptions().stream().map(Preemption::task),
                        plan.resumptions().stream().map(Resumption::task),
                        plan.migrations().stream().map(Migration::task),
                        plan.expired().stream())
                .flatMap(tasks -> tasks)
                .distinct()
                .toList();
    }

    Task row(TaskId task) {
        return rows.get(task);
    }

    List<Preemption> preemptions() {
        return plan.preemptions().stream()
                .filter(p -> stands(p.task(), p.node()))
                .toList();
    }

    List<Resumption> resumptions() {
        return plan.resumptions().stream()
                .filter(r -> stands(r.task(), r.node()))
                .toList();
    }

    List<Assignment> assignments() {
        return plan.assignments().stream()
                .filter(a -> stands(a.task(), a.node()))
                .toList();
    }

    /** Those that still can; they take no room that this plan frees. */
    List<Migration> migrations() {
        return plan.migrations().stream()
                .filter(m -> !unsound.contains(m.task()))
                .toList();
    }

    List<TaskId> expired() {
        return plan.expired().stream().filter(task -> !unsound.contains(task)).toList();
    }

    /** The rows that are not as the plan supposed. */
    List<Task> stale() {
        return unsound.stream()
                .filter(rows::containsKey)
                .sorted()
                .map(rows::get)
                .toList();
    }

    private boolean stands(TaskId task, NodeId node) {
        return !unsound.contains(task) && !broken.contains(node);
    }

    private boolean isQueued(TaskId id) {
        Task task = rows.get(id);
        return task != null && task.state() == TaskState.QUEUED;
    }

    private boolean isWaiting(TaskId id) {
        Task task = rows.get(id);
        return task != null && (task.state() == TaskState.QUEUED || task.state() == TaskState.BLOCKED);
    }

    private boolean isSound(Assignment assignment) {
        return isQueued(assignment.task()) && rows.get(assignment.task()).version() == assignment.version();
    }

    private boolean isSound(Preemption preemption) {
        Task task = rows.get(preemption.task());
        TaskState enough =
                switch (preemption.mode()) {
                    case SUSPEND -> TaskState.SUSPENDED;
                    case REQUEUE -> TaskState.QUEUED;
                };
        return task != null
                && task.isHeldBy(preemption.node(), preemption.attempt())
                && (task.journey().move().isEmpty() || preemption.mode() == Preemption.Mode.REQUEUE)
                && task.state().canBecome(enough);
    }

    private boolean isSound(Migration migration) {
        Task task = rows.get(migration.task());
        boolean runs = task != null && (task.isMovable() || task.state() == TaskState.ASSIGNED);
        return runs && task.isHeldBy(migration.from(), migration.attempt());
    }

    private boolean isSound(Resumption resumption) {
        Task task = rows.get(resumption.task());
        return task != null
                && task.state() == TaskState.SUSPENDED
                && task.journey().move().isEmpty()
                && task.isHeldBy(resumption.node(), resumption.attempt());
    }
}
