package org.souk.core.submission;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.account.Caller;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.task.Task;

/** One request and what became of it; written and read under the lock, or by its own thread afterwards. */
final class Submission {
    final Caller buyer;
    final List<TaskOrder> orders;
    final BatchOrder batchOrder;
    final List<List<TaskId>> ids;
    final Instant now;
    private final Optional<String> key;
    private final boolean batch;
    private Accepted accepted;
    private RuntimeException refusal;

    Submission(Caller buyer, Optional<String> key, List<TaskOrder> orders, boolean batch, UniqueIds ids, Instant now) {
        this.buyer = buyer;
        this.key = key;
        this.orders = List.copyOf(orders);
        this.batch = batch;
        this.batchOrder = new BatchOrder(orders);
        this.ids = batchOrder.ids(ids);
        this.now = now;
    }

    static Submission single(Caller buyer, Optional<String> key, TaskOrder order, UniqueIds ids, Instant now) {
        return new Submission(buyer, key, List.of(order), false, ids, now);
    }

    static Submission batch(Caller buyer, Optional<String> key, List<TaskOrder> orders, UniqueIds ids, Instant now) {
        return new Submission(buyer, key, orders, true, ids, now);
    }

    boolean isBatch() {
        return batch;
    }

    /** Under which an order's task is kept. */
    Optional<String> key(int place) {
        return batch ? key.map(k -> k + "/" + place) : key;
    }

    /** The tasks whose deadlines are wanted promised: those that come after others cannot be, their start is open. */
    List<Task> timely() {
        List<Task> timely = new ArrayList<>();
        for (int place = 0; place < orders.size(); place++) {
            TaskOrder order = orders.get(place);
            if (order.spec().deadline().isPresent() && order.after().isEmpty()) {
                ids.get(place).forEach(id -> timely.add(Task.submitted(id, buyer.account(), order.spec(), now)));
            }
        }
        return timely;
    }

    /** The place of the order that makes this task. */
    int placeOf(TaskId task) {
        for (int place = 0; place < ids.size(); place++) {
            if (ids.get(place).contains(task)) {
                return place;
            }
        }
        throw new IllegalArgumentException("task " + task + " is none of this submission");
    }

    /** How many tasks it makes. */
    int size() {
        return orders.stream().mapToInt(TaskOrder::size).sum();
    }

    void accepted(Accepted result) {
        accepted = result;
    }

    void refused(RuntimeException reason) {
        refusal = reason;
    }

    boolean isDone() {
        return accepted != null || refusal != null;
    }

    Accepted result() {
        if (refusal != null) {
            throw refusal;
        }
        return accepted;
    }
}
