package org.souk.core.submission;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.souk.core.account.Caller;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.UniqueIds;
import org.souk.core.leader.Leader;
import org.souk.core.matching.Matchmaker;
import org.souk.core.planning.InfeasibleDeadline;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;

/** Takes tasks in: checks them, promises their deadlines and stores them. */
public final class Submissions {
    /** The most tasks that are taken in at once. */
    public static final int MAX_BATCH = 500;
    /** The most tasks that one submission makes, with all elements of its arrays. */
    public static final int MAX_TASKS = ArrayRange.MAX_ELEMENTS;

    private static final int MAX_KEY = 100;
    /** Of a task's place in its batch, which is added to the batch's key. */
    private static final int PLACE_LENGTH = 4;

    private final SubmissionQueue intake;
    private final Quota quota;
    private final ContentCheck content;
    private final Matchmaker matchmaker;
    private final Leader leader;
    private final UniqueIds ids;
    private final Clock clock;

    public Submissions(
            SubmissionQueue intake,
            Quota quota,
            ContentCheck content,
            Matchmaker matchmaker,
            Leader leader,
            UniqueIds ids,
            Clock clock) {
        this.intake = intake;
        this.quota = quota;
        this.content = content;
        this.matchmaker = matchmaker;
        this.leader = leader;
        this.ids = ids;
        this.clock = clock;
    }

    /** Takes in one task, or one array. */
    public Accepted submit(Caller buyer, Optional<String> idempotencyKey, TaskOrder order) {
        Instant now = clock.instant();
        checkKey(idempotencyKey, MAX_KEY);
        check(order, now);
        return takeIn(Submission.single(buyer, idempotencyKey, order, ids, now));
    }

    /** Takes in all or none. */
    public Accepted submitBatch(Caller buyer, Optional<String> idempotencyKey, List<TaskOrder> orders) {
        Instant now = clock.instant();
        checkKey(idempotencyKey, MAX_KEY - PLACE_LENGTH);
        if (orders.isEmpty() || orders.size() > MAX_BATCH) {
            throw new InvalidRequest("tasks", "must be 1 to " + MAX_BATCH);
        }
        for (int i = 0; i < orders.size(); i++) {
            try {
                check(orders.get(i), now);
            } catch (InvalidRequest e) {
                throw e.within("tasks[" + i + "].");
            }
        }
        Submission batch = Submission.batch(buyer, idempotencyKey, orders, ids, now);
        if (batch.size() > MAX_TASKS) {
            throw new InvalidRequest(
                    "tasks", "make " + batch.size() + " tasks, at most " + MAX_TASKS + " are allowed at once");
        }
        return takeIn(batch);
    }

    private Accepted takeIn(Submission submission) {
        try (Quota.Room room = quota.reserve(submission.buyer.account(), submission.size())) {
            Accepted accepted = store(submission);
            announce(accepted);
            return accepted;
        } catch (QuotaExceeded full) {
            // A repeated request makes no new tasks, so no quota stands in its way.
            return intake.earlier(submission).orElseThrow(() -> full);
        }
    }

    /** Promises the deadlines, then stores; what was stored by an earlier request needs no promise. */
    private Accepted store(Submission submission) {
        List<Task> timely = submission.timely();
        if (!timely.isEmpty() && intake.earlier(submission).isEmpty()) {
            promise(submission, timely);
        }
        boolean stored = false;
        try {
            Accepted accepted = submission.size() == 1 ? intake.submit(submission) : intake.submitAlone(submission);
            stored = !accepted.replayed();
            return accepted;
        } finally {
            if (!stored) {
                leader.withdraw(timely.stream().map(Task::id).toList());
            }
        }
    }

    private void promise(Submission submission, List<Task> timely) {
        try {
            leader.promise(timely);
        } catch (InfeasibleDeadline e) {
            DeadlineInfeasible refusal = new DeadlineInfeasible(e.earliest());
            throw submission.isBatch() ? refusal.inBatch("tasks[" + submission.placeOf(e.task()) + "].") : refusal;
        }
    }

    private void announce(Accepted accepted) {
        if (!accepted.replayed()) {
            // Those that wait first: what they wait for cannot complete before the planner knows of it.
            accepted.created().stream()
                    .filter(task -> task.state() == TaskState.BLOCKED)
                    .forEach(leader::stored);
            accepted.created().stream()
                    .filter(task -> task.state() != TaskState.BLOCKED)
                    .forEach(leader::stored);
            leader.ring();
        }
    }

    private void check(TaskOrder order, Instant now) {
        checkDeadline(order.spec(), now);
        matchmaker.checkRequirements(order.spec().placement());
        if (order.spec().deadline().isPresent() && order.array().isPresent()) {
            checkPromisable(order.array().get());
        }
        checkContent(order.spec());
    }

    /** Each element would be promised for itself, as if all could run at once. */
    private static void checkPromisable(ArrayRange array) {
        if (array.size() > MAX_BATCH) {
            throw new InvalidRequest(
                    "deadline", "cannot be promised to an array of more than " + MAX_BATCH + " elements");
        }
        if (array.atOnce() < array.size()) {
            throw new InvalidRequest(
                    "deadline", "cannot be promised to an array of which not all elements may run at once");
        }
    }

    private static void checkKey(Optional<String> key, int longest) {
        if (key.isPresent() && (key.get().isBlank() || key.get().length() > longest)) {
            throw new InvalidRequest("Idempotency-Key", "must have 1 to " + longest + " characters");
        }
    }

    private static void checkDeadline(TaskSpec spec, Instant now) {
        if (spec.deadline().filter(d -> !d.isAfter(now)).isPresent()) {
            throw new InvalidRequest("deadline", "is in the past: it is " + now + " now");
        }
    }

    private void checkContent(TaskSpec spec) {
        content.checkModule("module", spec.module());
        spec.stdin().ifPresent(stdin -> checkStored("stdin", stdin.value(), content.isComplete(stdin)));
        for (TaskFile input : spec.inputs()) {
            checkStored("inputs", input.content().value(), content.isComplete(input.content()));
        }
    }

    private static void checkStored(String field, String content, boolean stored) {
        if (!stored) {
            throw new InvalidRequest(field, content + " is not stored here: upload it first");
        }
    }
}
