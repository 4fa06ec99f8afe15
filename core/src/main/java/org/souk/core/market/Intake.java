package org.souk.core.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.market.TaskDesk.Accepted;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore.DuplicateKey;

/**
 * Takes in what is submitted at the same moment in one transaction.
 *
 * <p>All tasks of a buyer wait for the row that holds the buyer's money, and it stays locked until the commit is on disk:
 * one by one, a buyer would get no more tasks in than the disk can sync. So whoever comes while a commit runs is taken
 * along by the next one.
 */
final class Intake {
    private static final int BATCH = 50;

    private final TaskDesk desk;
    private final Transactions transactions;
    private final ConcurrentLinkedQueue<Submission> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    Intake(TaskDesk desk, Transactions transactions) {
        this.desk = desk;
        this.transactions = transactions;
    }

    /** Returns when the task is stored, or throws why it is not. */
    Accepted submit(Submission own) {
        queue.add(own);
        turn.lock();
        try {
            while (!own.isDone()) {
                takeNext();
            }
        } finally {
            turn.unlock();
        }
        return own.result();
    }

    /** Takes in a large submission in a transaction of its own. */
    Accepted submitAlone(Submission submission) {
        try {
            return transactions.call(() -> desk.submit(List.of(submission))).get(0);
        } catch (DuplicateKey raced) {
            // The same request came twice at the same moment and the other one has won: now its tasks are found.
            return transactions.call(() -> desk.submit(List.of(submission))).get(0);
        }
    }

    /** What an earlier request under the same key has made. */
    Optional<Accepted> earlier(Submission submission) {
        return transactions.call(() -> desk.earlier(submission));
    }

    private void takeNext() {
        List<Submission> batch = new ArrayList<>();
        while (batch.size() < BATCH && !queue.isEmpty()) {
            batch.add(queue.remove());
        }
        try {
            take(batch);
        } finally {
            // After an Error nobody may wait for ever.
            batch.stream()
                    .filter(one -> !one.isDone())
                    .forEach(one -> one.refused(new IllegalStateException("the task could not be taken in")));
        }
    }

    private void take(List<Submission> batch) {
        if (batch.size() > 1) {
            try {
                List<Accepted> accepted = transactions.call(() -> desk.submit(batch));
                for (int i = 0; i < batch.size(); i++) {
                    batch.get(i).accepted(accepted.get(i));
                }
                return;
            } catch (RuntimeException e) {
                // One refusal undoes the batch; one by one, it strikes only the one that it is meant for.
            }
        }
        batch.forEach(this::takeAlone);
    }

    private void takeAlone(Submission one) {
        try {
            one.accepted(transactions.call(() -> desk.submit(List.of(one))).get(0));
        } catch (DuplicateKey raced) {
            // The same request came twice at the same moment and the other one, on another instance, has won.
            try {
                one.accepted(earlier(one).orElseThrow(() -> raced));
            } catch (RuntimeException e) {
                one.refused(e);
            }
        } catch (RuntimeException e) {
            one.refused(e);
        }
    }

    /** One request and what became of it; written and read under the lock, or by its own thread afterwards. */
    static final class Submission {
        final Caller buyer;
        final List<TaskOrder> orders;
        final BatchOrder batchOrder;
        final List<List<TaskId>> ids;
        final Instant now;
        private final Optional<String> key;
        private final boolean batch;
        private Accepted accepted;
        private RuntimeException refusal;

        private Submission(
                Caller buyer, Optional<String> key, List<TaskOrder> orders, boolean batch, UniqueIds ids, Instant now) {
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

        static Submission batch(
                Caller buyer, Optional<String> key, List<TaskOrder> orders, UniqueIds ids, Instant now) {
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

        private void accepted(Accepted result) {
            accepted = result;
        }

        private void refused(RuntimeException reason) {
            refusal = reason;
        }

        private boolean isDone() {
            return accepted != null || refusal != null;
        }

        private Accepted result() {
            if (refusal != null) {
                throw refusal;
            }
            return accepted;
        }
    }
}
