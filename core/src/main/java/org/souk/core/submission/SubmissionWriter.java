package org.souk.core.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.Conflict;
import org.souk.core.common.UniqueIds;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.submission.TaskExpansion.Made;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskStore.NewTask;

/** Stores what is submitted, with the money that it holds. */
public final class SubmissionWriter {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;

    public SubmissionWriter(TaskStore tasks, Ledger ledger, UniqueIds ids) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
    }

    /** Takes in all or none, in one transaction, and holds their money in one batch. */
    List<Accepted> submit(List<Submission> submissions) {
        List<Accepted> accepted = new ArrayList<>(submissions.size());
        List<NewTask> rows = new ArrayList<>();
        List<Transfer> holds = new ArrayList<>();
        for (Submission submission : submissions) {
            accepted.add(earlier(submission).orElseGet(() -> make(submission, rows, holds)));
        }
        tasks.insert(rows);
        ledger.post(holds);
        return accepted;
    }

    private Accepted make(Submission submission, List<NewTask> rows, List<Transfer> holds) {
        String fingerprint = fingerprint(submission);
        List<List<Made>> made = new TaskExpansion(tasks, ids, submission).tasks();
        List<Task> firsts = new ArrayList<>(made.size());
        List<Task> created = new ArrayList<>();
        for (int place = 0; place < made.size(); place++) {
            Optional<String> key = submission.key(place);
            for (Made one : made.get(place)) {
                // Of an array the first element keeps the key: it stands for the others.
                rows.add(new NewTask(one.task(), key, fingerprint, one.waitsFor()));
                key = Optional.empty();
                created.add(one.task());
                holds.add(Transfer.hold(
                        ids.next(),
                        one.task().id(),
                        one.task().buyer(),
                        one.task().spec().maxPrice(),
                        submission.now));
            }
            firsts.add(made.get(place).get(0).task());
        }
        return new Accepted(firsts, created);
    }

    /** What an earlier request under the same key has made. */
    Optional<Accepted> earlier(Submission submission) {
        if (submission.key(0).isEmpty()) {
            return Optional.empty();
        }
        List<Task> found = new ArrayList<>();
        for (int place = 0; place < submission.orders.size(); place++) {
            Optional<TaskStore.Submitted> first = tasks.findByKey(
                    submission.buyer.account(), submission.key(place).orElseThrow());
            if (first.isEmpty() && place == 0) {
                return Optional.empty();
            }
            if (first.filter(f -> RequestFingerprint.matches(f.fingerprint(), submission.isBatch(), submission.orders))
                    .isEmpty()) {
                throw new Conflict("the idempotency key was used for another request, task "
                        + first.map(f -> f.task().id())
                                .orElseGet(() -> found.get(0).id()));
            }
            found.add(first.get().task());
        }
        return Optional.of(new Accepted(found, List.of()));
    }

    private static String fingerprint(Submission submission) {
        return RequestFingerprint.of(submission.isBatch(), submission.orders);
    }
}
