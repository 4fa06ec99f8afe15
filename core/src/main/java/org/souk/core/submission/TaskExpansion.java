package org.souk.core.submission;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.Task;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.task.Workflow;

/**
 * Makes the tasks of one submission: arrays become their elements, names become ids. What is named and stored already is
 * locked, so that it cannot end unnoticed until the new tasks are stored too.
 */
final class TaskExpansion {
    /** Bounds what one submission stores: a large array after a large array is one too many. */
    private static final int MAX_EDGES = 100_000;

    private final TaskStore tasks;
    private final UniqueIds ids;
    private final Submission submission;
    private final AccountId buyer;
    private final Map<String, List<Task>> stored = new HashMap<>();
    private int edges;

    TaskExpansion(TaskStore tasks, UniqueIds ids, Submission submission) {
        this.tasks = tasks;
        this.ids = ids;
        this.submission = submission;
        this.buyer = submission.buyer.account();
    }

    /** A task and what it has to wait for. */
    record Made(Task task, Set<TaskId> waitsFor) {}

    /** @return for each order, in their order, its task or the elements of its array */
    List<List<Made>> tasks() {
        List<TaskOrder> orders = submission.orders;
        BatchOrder batchOrder = submission.batchOrder;
        Map<Integer, List<Made>> made = new HashMap<>();
        for (int place : batchOrder.sorted()) {
            TaskOrder order = orders.get(place);
            Set<TaskId> after = new HashSet<>();
            Set<TaskId> waitsFor = new HashSet<>();
            for (String name : order.after()) {
                Integer earlier = batchOrder.place(name);
                if (earlier != null) {
                    made.get(earlier).forEach(m -> {
                        after.add(m.task.id());
                        waitsFor.add(m.task.id());
                    });
                } else {
                    addStored(field(place), name, after, waitsFor);
                }
            }
            countEdges(field(place), (long) after.size() * order.size());
            made.put(place, tasks(order, submission.ids.get(place), after, waitsFor));
        }
        List<List<Made>> inOrder = new ArrayList<>(orders.size());
        for (int i = 0; i < orders.size(); i++) {
            inOrder.add(made.get(i));
        }
        return inOrder;
    }

    private String field(int place) {
        return submission.isBatch() ? "tasks[" + place + "].after" : "after";
    }

    private void countEdges(String field, long more) {
        if (edges + more > MAX_EDGES) {
            throw new InvalidRequest(
                    field,
                    "makes more than " + MAX_EDGES
                            + " dependencies in one submission: put one task between the arrays");
        }
        edges += (int) more;
    }

    private void addStored(String field, String name, Set<TaskId> after, Set<TaskId> waitsFor) {
        for (Task task : stored.computeIfAbsent(name, n -> lock(field, n))) {
            if (task.state() == TaskState.FAILED
                    || task.state() == TaskState.CANCELLED
                    || task.state() == TaskState.CANCELLING) {
                throw new InvalidRequest(
                        field,
                        "names task " + task.id() + ", which is " + task.state() + " and so will never complete");
            }
            after.add(task.id());
            if (task.state() != TaskState.COMPLETED) {
                waitsFor.add(task.id());
            }
        }
    }

    /** A task, or the elements of an array. Another buyer's looks as if there were none. */
    private List<Task> lock(String field, String name) {
        Collection<TaskId> wanted = List.of(new TaskId(name));
        List<Task> locked = tasks.lock(wanted);
        if (locked.isEmpty()) {
            locked = tasks.lock(tasks.elements(name));
        }
        if (locked.isEmpty() || !locked.get(0).buyer().equals(buyer)) {
            throw new InvalidRequest(field, "names '" + name + "', and there is no such task or array");
        }
        return locked;
    }

    private List<Made> tasks(TaskOrder order, List<TaskId> given, Set<TaskId> after, Set<TaskId> waitsFor) {
        if (order.array().isEmpty()) {
            Workflow place = new Workflow(after, order.spec().workflow().array());
            return List.of(made(given.get(0), order.spec().in(place), waitsFor));
        }
        ArrayRange range = order.array().get();
        String array = ids.next();
        List<Made> elements = new ArrayList<>(range.size());
        for (int index = range.from(); index <= range.to(); index++) {
            TaskSpec element = range.element(order.spec(), array, index, after);
            elements.add(made(given.get(index - range.from()), element, waitsFor));
        }
        return elements;
    }

    private Made made(TaskId id, TaskSpec spec, Set<TaskId> waitsFor) {
        return new Made(
                waitsFor.isEmpty()
                        ? Task.submitted(id, buyer, spec, submission.now)
                        : Task.blocked(id, buyer, spec, submission.now),
                waitsFor);
    }
}
