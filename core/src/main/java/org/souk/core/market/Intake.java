package org.souk.core.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.souk.core.market.TaskDesk.Accepted;
import org.souk.core.task.TaskId;
import org.souk.core.task.TaskSpec;
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

    /** Takes in all or none. */
    List<Accepted> submitAll(List<Submission> batch) {
        try {
            return transactions.call(() -> desk.submit(batch));
        } catch (DuplicateKey raced) {
            // The same batch came twice at the same moment and the other one has won: now its tasks are found.
            return transactions.call(() -> desk.submit(batch));
        }
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
                one.accepted(transactions
                        .call(() -> desk.earlier(one.buyer, one.key, one.spec))
                        .orElseThrow(() -> raced));
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
        final Optional<String> key;
        final TaskSpec spec;
        final TaskId id;
        final Instant now;
        private Accepted accepted;
        private RuntimeException refusal;

        /** @param id that the task will have unless it is there already */
        Submission(Caller buyer, Optional<String> key, TaskSpec spec, TaskId id, Instant now) {
            this.buyer = buyer;
            this.key = key;
            this.spec = spec;
            this.id = id;
            this.now = now;
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
