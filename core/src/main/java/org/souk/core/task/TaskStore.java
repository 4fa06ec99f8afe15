package org.souk.core.task;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.common.ErrorCategory;
import org.souk.core.common.MarketException;
import org.souk.core.common.TaskId;

/** Port: where tasks are kept. Every method joins the caller's transaction. */
public interface TaskStore {
    /**
     * Writes new tasks in one batch.
     *
     * @throws DuplicateKey when a buyer has used a key before, even in a transaction that commits just now
     */
    void insert(List<NewTask> tasks);

    /** Writes one task that waits for no other, see {@link NewTask}. */
    default void insert(Task task, Optional<String> idempotencyKey, String fingerprint) {
        insert(List.of(new NewTask(task, idempotencyKey, fingerprint, Set.of())));
    }

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

    /**
     * What has changed, for who follows the changes.
     *
     * @param number all whose number is this or higher, see {@link org.souk.core.common.ChangeSequence}; from the start, only
     *     those that have not ended
     */
    List<Version> changedSince(long number);

    /** Tasks without what only their nodes need, in no order; unknown ids are left out. */
    List<TaskSummary> summaries(Collection<TaskId> ids);

    /**
     * A page of the tasks that have not ended, oldest first.
     *
     * @param after of the page before; empty for the first page
     */
    List<TaskSummary> unfinished(Optional<TaskId> after, int limit);

    Map<TaskState, Long> countByState();

    /**
     * The last attempts of tasks that have ended, newest first.
     *
     * @param since only those that ended at this instant or later
     * @param limit at most so many
     */
    List<PastRun> runsSince(Instant since, int limit);

    /**
     * How long tasks that have ended with their first attempt had waited for it, newest end first; without those that came
     * after others and elements of arrays.
     *
     * @param since only of those that ended at this instant or later
     * @param limit at most so many
     */
    List<PastWait> waitsSince(Instant since, int limit);

    /** The tasks that wait for one of these. Only what waits for a locked task cannot change meanwhile. */
    Set<TaskId> dependents(Collection<TaskId> tasks);

    /**
     * Nothing waits for these any more. The dependents must be locked.
     *
     * @return which of the dependents still wait for others
     */
    Set<TaskId> stopWaitingFor(Collection<TaskId> ended, Collection<TaskId> dependents);

    /** What a task still waits for. */
    List<TaskId> waitsFor(TaskId task);

    /** An array as it is now; empty when there is none of that name. */
    Optional<ArraySummary> array(String array);

    /** The elements of an array, by their index; none when there is no such array. */
    List<TaskId> elements(String array);

    /**
     * A task to write.
     *
     * @param idempotencyKey unique for the buyer, if given
     * @param fingerprint of the request, to tell a repeated request from another one under the same key
     * @param waitsFor the tasks that have not completed, of those that it comes after
     */
    record NewTask(Task task, Optional<String> idempotencyKey, String fingerprint, Set<TaskId> waitsFor) {
        public NewTask {
            waitsFor = Set.copyOf(waitsFor);
        }
    }

    /** How often a task has changed. */
    record Version(TaskId task, long version) {}

    /** A task and the fingerprint of the request that made it. */
    record Submitted(Task task, String fingerprint) {}

    /** The idempotency key is in use. */
    class DuplicateKey extends MarketException {
        private static final long serialVersionUID = 1L;

        public DuplicateKey(String key) {
            super(ErrorCategory.CONFLICT, "idempotency key in use: " + key);
        }
    }
}
