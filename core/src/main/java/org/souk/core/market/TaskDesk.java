package org.souk.core.market;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.souk.core.ledger.Bill;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.market.Intake.Submission;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskId;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Takes tasks in and cancels them. */
final class TaskDesk {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;

    TaskDesk(TaskStore tasks, Ledger ledger, UniqueIds ids) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
    }

    /** A task and whether an earlier request under the same key made it. */
    record Accepted(Task task, boolean replayed) {}

    /** Takes in all or none, in one transaction, and holds their money in one batch. */
    List<Accepted> submit(List<Submission> submissions) {
        List<Accepted> accepted = new ArrayList<>(submissions.size());
        List<Transfer> holds = new ArrayList<>(submissions.size());
        for (Submission submission : submissions) {
            accepted.add(earlier(submission.buyer, submission.key, submission.spec)
                    .orElseGet(() -> insert(submission, holds)));
        }
        ledger.post(holds);
        return accepted;
    }

    private Accepted insert(Submission submission, List<Transfer> holds) {
        TaskSpec spec = submission.spec;
        Task task = Task.submitted(submission.id, submission.buyer.account(), spec, submission.now);
        tasks.insert(task, submission.key, fingerprint(spec));
        holds.add(Transfer.hold(ids.next(), task.id(), task.buyer(), spec.maxPrice(), submission.now));
        return new Accepted(task, false);
    }

    Optional<Accepted> earlier(Caller buyer, Optional<String> key, TaskSpec spec) {
        return key.flatMap(k -> tasks.findByKey(buyer.account(), k)).map(first -> {
            if (!first.fingerprint().equals(fingerprint(spec))) {
                throw new Conflict("the idempotency key was used for another request, task "
                        + first.task().id());
            }
            return new Accepted(first.task(), true);
        });
    }

    /** Cancels in one transaction; a task that has ended is returned as it is. */
    Task cancel(Caller caller, TaskId id, Instant now) {
        Task task = tasks.lock(List.of(id)).stream()
                .filter(t -> caller.maySee(t.buyer()))
                .findFirst()
                .orElseThrow(() -> new NotFound("task", id));
        if (task.state().isFinal() || task.state() == TaskState.CANCELLING) {
            return task;
        }
        if (task.state().isOnNode()) {
            Task cancelling = task.cancelling();
            return tasks.save(List.of(cancelling)).get(0);
        }
        Task cancelled = task.ended(Ending.without(EndReason.CANCELLED, "cancelled before it ran"), Bill.NOTHING, now);
        ledger.post(List.of(
                Transfer.release(ids.next(), id, task.buyer(), task.spec().maxPrice(), now)));
        return tasks.save(List.of(cancelled)).get(0);
    }

    private static String fingerprint(TaskSpec spec) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(spec.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
