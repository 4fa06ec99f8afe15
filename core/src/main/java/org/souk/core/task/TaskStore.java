package org.souk.core.task;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.account.AccountId;

/** Port: where tasks are kept. Every method joins the caller's transaction. */
public interface TaskStore {
    /**
     * @param idempotencyKey unique for the buyer, if given
     * @param fingerprint of the request, to tell a repeated request from another one under the same key
     * @throws DuplicateKey when the buyer has used the key before, even in a transaction that commits just now
     */
    void insert(Task task, Optional<String> idempotencyKey, String fingerprint);

    Optional<Task> find(TaskId id);

    /** The task that a buyer submitted under a key. */
    Optional<Submitted> findByKey(AccountId buyer, String idempotencyKey);

    /**
     * Reads rows and locks them, in the order of their ids, until the transaction ends. Unknown ids are left out.
     */
    List<Task> lock(Collection<TaskId> ids);

    /**
     * Writes tasks that were read in this transaction by {@link #lock}, in one batch.
     *
     * @return the same tasks in the same order, each with its version raised by one
     */
    List<Task> save(List<Task> tasks);

    List<Task> list(TaskQuery query);

    /** All that have not ended, oldest first: what the live state is rebuilt from. */
    List<Task> unfinished();

    Map<TaskState, Long> countByState();

    /**
     * The last attempts of tasks that have ended, newest first.
     *
     * @param since only those that ended at this instant or later
     * @param limit at most so many
     */
    List<PastRun> runsSince(Instant since, int limit);

    /** A task and the fingerprint of the request that made it. */
    record Submitted(Task task, String fingerprint) {}

    /** The idempotency key is in use. */
    class DuplicateKey extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public DuplicateKey(String key) {
            super("idempotency key in use: " + key);
        }
    }
}
