package org.souk.core.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.souk.core.common.Transactions;
import org.souk.core.task.TaskStore.DuplicateKey;

/**
 * Takes in what is submitted at the same moment in one transaction.
 *
 * <p>All tasks of a buyer wait for the row that holds the buyer's money, and it stays locked until the commit is on disk:
 * one by one, a buyer would get no more tasks in than the disk can sync. So whoever comes while a commit runs is taken
 * along by the next one.
 */
public final class SubmissionQueue {
    private static final int BATCH = 50;

    private final SubmissionWriter writer;
    private final Transactions transactions;
    private final ConcurrentLinkedQueue<Submission> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock turn = new ReentrantLock();

    public SubmissionQueue(SubmissionWriter writer, Transactions transactions) {
        this.writer = writer;
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
            return transactions.call(() -> writer.submit(List.of(submission))).get(0);
        } catch (DuplicateKey raced) {
            // The same request came twice at the same moment and the other one has won: now its tasks are found.
            return transactions.call(() -> writer.submit(List.of(submission))).get(0);
        }
    }

    /** What an earlier request under the same key has made. */
    Optional<Accepted> earlier(Submission submission) {
        return transactions.call(() -> writer.earlier(submission));
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
                List<Accepted> accepted = transactions.call(() -> writer.submit(batch));
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
            one.accepted(transactions.call(() -> writer.submit(List.of(one))).get(0));
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
}
