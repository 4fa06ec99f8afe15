package org.souk.core.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.Conflict;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.market.Expansion.Made;
import org.souk.core.market.Intake.Submission;
import org.souk.core.pricing.Bill;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskStore.NewTask;

/** Takes tasks in and cancels them. */
final class TaskDesk {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;
    private final Dependents dependents;

    TaskDesk(TaskStore tasks, Ledger ledger, UniqueIds ids) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
        this.dependents = new Dependents(tasks, ids);
    }

    /**
     * What became of a submission.
     *
     * @param tasks one for each order; of an array, its first element
     * @param created all that are new; none when an earlier request under the same key has made them
     */
    record Accepted(List<Task> tasks, List<Task> created) {
        boolean replayed() {
            return created.isEmpty();
        }
    }

    /**
     * What was cancelled.
     *
     * @param tasks as they are now
     * @param followers dependents that ended with it
     */
    record Cancelled(List<Task> tasks, List<Task> followers) {}

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
        List<List<Made>> made = new Expansion(tasks, ids, submission).tasks();
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
        String fingerprint = fingerprint(submission);
        List<Task> found = new ArrayList<>();
        for (int place = 0; place < submission.orders.size(); place++) {
            Optional<TaskStore.Submitted> first = tasks.findByKey(
                    submission.buyer.account(), submission.key(place).orElseThrow());
            if (first.isEmpty() && place == 0) {
                return Optional.empty();
            }
            if (first.filter(f -> f.fingerprint().equals(fingerprint)).isEmpty()) {
                throw new Conflict("the idempotency key was used for another request, task "
                        + first.map(f -> f.task().id())
                                .orElseGet(() -> found.get(0).id()));
            }
            found.add(first.get().task());
        }
        return Optional.of(new Accepted(found, List.of()));
    }

    /** Cancels in one transaction; a task that has ended is returned as it is. */
    Cancelled cancel(Caller caller, TaskId id, Instant now) {
        List<Task> locked = visible(caller, List.of(id));
        if (locked.isEmpty()) {
            throw new NotFound("task", id);
        }
        return cancel(locked, now);
    }

    /** Cancels what has not ended of an array, in one transaction. */
    Cancelled cancelArray(Caller caller, String array, Instant now) {
        List<Task> locked = visible(caller, tasks.elements(array));
        if (locked.isEmpty()) {
            throw new NotFound("array", array);
        }
        return cancel(locked, now);
    }

    private List<Task> visible(Caller caller, List<TaskId> wanted) {
        return tasks.lock(wanted).stream()
                .filter(task -> caller.maySee(task.buyer()))
                .toList();
    }

    private Cancelled cancel(List<Task> locked, Instant now) {
        List<Transfer> releases = new ArrayList<>();
        List<Task> changed = new ArrayList<>();
        List<Task> untouched = new ArrayList<>();
        for (Task task : locked) {
            if (task.state().isFinal() || task.state() == TaskState.CANCELLING) {
                untouched.add(task);
            } else if (task.state().isOnNode()) {
                changed.add(task.cancelling(now));
            } else {
                Ending ending = Ending.without(EndReason.CANCELLED, "cancelled before it ran");
                changed.add(task.ended(ending, Bill.NOTHING, now));
                releases.add(Transfer.release(
                        ids.next(), task.id(), task.buyer(), task.spec().maxPrice(), now));
            }
        }
        List<Task> saved = tasks.save(changed);
        List<Task> followers = dependents.follow(saved, now, releases);
        ledger.post(releases);
        List<Task> all = new ArrayList<>(untouched);
        all.addAll(saved);
        return new Cancelled(all, followers);
    }

    private static String fingerprint(Submission submission) {
        String text = submission.isBatch()
                ? submission.orders.toString()
                : submission.orders.get(0).toString();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
