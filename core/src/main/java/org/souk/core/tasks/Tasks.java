package org.souk.core.tasks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.Caller;
import org.souk.core.common.Conflict;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.ledger.InsufficientFunds;
import org.souk.core.submission.QuotaExceeded;
import org.souk.core.submission.Submissions;
import org.souk.core.submission.TaskOrder;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;

/** What buyers and operators do with tasks. */
public interface Tasks {
    /** The most tasks that are taken in at once. */
    int MAX_BATCH = Submissions.MAX_BATCH;

    /** The most tasks that one submission makes, with all elements of its arrays. */
    int MAX_TASKS = Submissions.MAX_TASKS;

    /**
     * Takes in a task and holds its price limit, durably, before it returns.
     *
     * @param idempotencyKey a repeated key with the same request gives the first task again
     * @return the task; of an array, its first element
     * @throws InvalidRequest when module, inputs, deadline, array or dependencies will not do
     * @throws InsufficientFunds when the account cannot cover the limit
     * @throws QuotaExceeded when the buyer's service plan does not allow so many unfinished tasks
     * @throws Conflict when the key was used for another request
     */
    Submitted submit(Caller buyer, Optional<String> idempotencyKey, TaskOrder order);

    /** Takes in a task that stands alone. */
    default Submitted submit(Caller buyer, Optional<String> idempotencyKey, TaskSpec spec) {
        return submit(buyer, idempotencyKey, TaskOrder.alone(spec));
    }

    /**
     * Takes in all of them or none, in one transaction. Orders may come after others of the same batch, by their labels.
     *
     * @param idempotencyKey a repeated key with the same requests in the same order gives the first tasks again
     * @param orders 1…{@value #MAX_BATCH}
     * @return one task for each order; of an array, its first element
     * @throws InvalidRequest as {@link #submit}, naming the task by its place: {@code tasks[2].module}; or naming a cycle
     * @throws InsufficientFunds when the account cannot cover the limits of all of them
     * @throws QuotaExceeded when the buyer's service plan does not allow so many unfinished tasks
     * @throws Conflict when the key was used for other requests
     */
    List<Submitted> submitBatch(Caller buyer, Optional<String> idempotencyKey, List<TaskOrder> orders);

    /** Takes in tasks that stand alone, all or none. */
    default List<Submitted> submitAll(Caller buyer, Optional<String> idempotencyKey, List<TaskSpec> specs) {
        return submitBatch(
                buyer, idempotencyKey, specs.stream().map(TaskOrder::alone).toList());
    }

    /** @throws NotFound when it does not exist or is another's */
    TaskView find(Caller caller, TaskId id);

    /** The caller's own tasks; everybody's for an operator. */
    List<TaskView> list(Caller caller, TaskQuery query);

    /**
     * Cancels a task; one that has ended stays as it is.
     *
     * @throws NotFound when it does not exist or is another's
     */
    TaskView cancel(Caller caller, TaskId id);

    /**
     * Begins to move a running task to another node; it goes on running until it is handed over.
     *
     * @param target where to; empty: to the best other node
     * @throws NotFound when the task, or the node, does not exist or the task is another's
     * @throws Conflict when it cannot be moved now, or not there
     */
    TaskView migrate(Caller caller, TaskId id, Optional<NodeId> target);

    /** @throws NotFound when it does not exist or is another's */
    ArraySummary array(Caller caller, String array);

    /**
     * Cancels all elements of an array that have not ended.
     *
     * @throws NotFound when it does not exist or is another's
     */
    ArraySummary cancelArray(Caller caller, String array);

    /** @throws NotFound when it does not exist or is another's */
    Explanation explain(Caller caller, TaskId id);

    Map<TaskState, Long> countByState();

    /** @param replayed true when the idempotency key was known and this is the first task again */
    record Submitted(TaskView task, boolean replayed) {}
}
