package org.souk.core.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Caller;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.events.TaskView;
import org.souk.core.leader.Leader;
import org.souk.core.submission.Accepted;
import org.souk.core.submission.Submissions;
import org.souk.core.submission.TaskOrder;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.Task;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** {@link Tasks} by the stores and the leader. */
public final class TaskService implements Tasks {
    private final TaskStore tasks;
    private final Submissions submissions;
    private final Cancellation cancellation;
    private final Explainer explainer;
    private final Leader leader;
    private final Transactions transactions;

    public TaskService(
            TaskStore tasks,
            Submissions submissions,
            Cancellation cancellation,
            Explainer explainer,
            Leader leader,
            Transactions transactions) {
        this.tasks = tasks;
        this.submissions = submissions;
        this.cancellation = cancellation;
        this.explainer = explainer;
        this.leader = leader;
        this.transactions = transactions;
    }

    @Override
    public Submitted submit(Caller buyer, Optional<String> idempotencyKey, TaskOrder order) {
        return submitted(submissions.submit(buyer, idempotencyKey, order)).get(0);
    }

    @Override
    public List<Submitted> submitBatch(Caller buyer, Optional<String> idempotencyKey, List<TaskOrder> orders) {
        return submitted(submissions.submitBatch(buyer, idempotencyKey, orders));
    }

    private List<Submitted> submitted(Accepted accepted) {
        return accepted.tasks().stream()
                .map(task -> new Submitted(leader.view(task), accepted.replayed()))
                .toList();
    }

    @Override
    public TaskView find(Caller caller, TaskId id) {
        return leader.view(visible(caller, id));
    }

    private Task visible(Caller caller, TaskId id) {
        return transactions
                .call(() -> tasks.find(id))
                .filter(task -> caller.maySee(task.buyer()))
                .orElseThrow(() -> new NotFound("task", id));
    }

    @Override
    public List<TaskView> list(Caller caller, TaskQuery query) {
        if (!caller.isOperator() && !query.buyer().equals(Optional.of(caller.account()))) {
            throw new NotFound("account", query.buyer().map(Object::toString).orElse("of everybody"));
        }
        return transactions.call(() -> tasks.list(query)).stream()
                .map(leader::view)
                .toList();
    }

    @Override
    public TaskView cancel(Caller caller, TaskId id) {
        return leader.view(tell(cancellation.cancel(caller, id)).get(0));
    }

    private List<Task> tell(Cancellation.Cancelled cancelled) {
        cancelled.tasks().forEach(leader::stored);
        cancelled.followers().forEach(leader::stored);
        return cancelled.tasks();
    }

    @Override
    public TaskView migrate(Caller caller, TaskId id, Optional<NodeId> target) {
        visible(caller, id);
        target.filter(node -> leader.node(node).isEmpty()).ifPresent(node -> {
            throw new NotFound("node", node);
        });
        leader.migrate(id, target);
        return find(caller, id);
    }

    @Override
    public ArraySummary array(Caller caller, String array) {
        return transactions
                .call(() -> tasks.array(array))
                .filter(summary -> caller.maySee(summary.buyer()))
                .orElseThrow(() -> new NotFound("array", array));
    }

    @Override
    public ArraySummary cancelArray(Caller caller, String array) {
        tell(cancellation.cancelArray(caller, array));
        return array(caller, array);
    }

    @Override
    public Explanation explain(Caller caller, TaskId id) {
        return explainer.of(visible(caller, id));
    }

    @Override
    public Map<TaskState, Long> countByState() {
        return transactions.call(tasks::countByState);
    }
}
