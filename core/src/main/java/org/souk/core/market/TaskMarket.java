package org.souk.core.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.souk.core.cluster.Cluster;
import org.souk.core.ledger.Ledger;
import org.souk.core.matching.Matchmaker;
import org.souk.core.task.Attempt;
import org.souk.core.task.Refused;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskId;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** {@link Tasks} by the stores, the live state and the scheduler. */
public final class TaskMarket implements Tasks {
    private static final int MAX_KEY = 100;
    /** Of a task's place in its batch, which is added to the batch's key. */
    private static final int PLACE_LENGTH = 4;

    private final TaskStore tasks;
    private final UniqueIds ids;
    private final TaskDesk desk;
    private final Intake intake;
    private final ContentCheck content;
    private final Matchmaker matchmaker;
    private final MatchRemarks remarks;
    private final Cluster cluster;
    private final Scheduler scheduler;
    private final Transactions transactions;
    private final TaskListener listener;
    private final Runnable doorbell;
    private final Clock clock;

    public TaskMarket(
            TaskStore tasks,
            Ledger ledger,
            UniqueIds ids,
            ContentCheck content,
            Matchmaker matchmaker,
            Cluster cluster,
            Scheduler scheduler,
            Transactions transactions,
            TaskListener listener,
            Runnable doorbell,
            Clock clock) {
        this.tasks = tasks;
        this.ids = ids;
        this.desk = new TaskDesk(tasks, ledger, ids);
        this.intake = new Intake(desk, transactions);
        this.content = content;
        this.matchmaker = matchmaker;
        this.remarks = new MatchRemarks(cluster, matchmaker);
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.listener = listener;
        this.doorbell = doorbell;
        this.clock = clock;
    }

    @Override
    public Submitted submit(Caller buyer, Optional<String> idempotencyKey, TaskSpec spec) {
        Instant now = clock.instant();
        checkKey(idempotencyKey, MAX_KEY);
        check(spec, now);
        Intake.Submission submission = submission(buyer, idempotencyKey, spec, now);
        return taken(List.of(submission), () -> List.of(intake.submit(submission)))
                .get(0);
    }

    @Override
    public List<Submitted> submitAll(Caller buyer, Optional<String> idempotencyKey, List<TaskSpec> specs) {
        Instant now = clock.instant();
        checkKey(idempotencyKey, MAX_KEY - PLACE_LENGTH);
        if (specs.isEmpty() || specs.size() > MAX_BATCH) {
            throw new Refused("tasks", "must be 1 to " + MAX_BATCH);
        }
        List<Intake.Submission> batch = new ArrayList<>(specs.size());
        for (int i = 0; i < specs.size(); i++) {
            int place = i;
            try {
                check(specs.get(i), now);
            } catch (Refused e) {
                throw e.within("tasks[" + i + "].");
            }
            batch.add(submission(buyer, idempotencyKey.map(key -> key + "/" + place), specs.get(i), now));
        }
        return taken(batch, () -> intake.submitAll(batch));
    }

    private Intake.Submission submission(Caller buyer, Optional<String> key, TaskSpec spec, Instant now) {
        return new Intake.Submission(buyer, key, spec, new TaskId(ids.next()), now);
    }

    /** Promises the deadlines, then stores and announces; what was stored by an earlier request needs no promise. */
    private List<Submitted> taken(List<Intake.Submission> batch, Supplier<List<TaskDesk.Accepted>> store) {
        List<Intake.Submission> timely =
                batch.stream().filter(one -> one.spec.deadline().isPresent()).toList();
        if (!timely.isEmpty() && !isKnown(batch.get(0))) {
            promise(batch, timely);
        }
        List<TaskDesk.Accepted> accepted;
        try {
            accepted = store.get();
        } catch (RuntimeException e) {
            timely.forEach(one -> cluster.forget(one.id, one.now));
            throw e;
        }
        for (int i = 0; i < batch.size(); i++) {
            if (accepted.get(i).replayed()) {
                cluster.forget(batch.get(i).id, batch.get(i).now);
            }
        }
        return accepted.stream().map(this::announced).toList();
    }

    /** Whether the request, or the batch of which this is the first, was taken before. */
    private boolean isKnown(Intake.Submission first) {
        return first.key.isPresent()
                && transactions
                        .call(() -> desk.earlier(first.buyer, first.key, first.spec))
                        .isPresent();
    }

    private void promise(List<Intake.Submission> batch, List<Intake.Submission> timely) {
        try {
            scheduler.promise(timely.stream()
                    .map(one -> Task.submitted(one.id, one.buyer.account(), one.spec, one.now))
                    .toList());
        } catch (DeadlineInfeasible e) {
            for (int i = 0; i < batch.size() && batch.size() > 1; i++) {
                if (batch.get(i).id.equals(e.task())) {
                    throw e.inBatch("tasks[" + i + "].");
                }
            }
            throw e;
        }
    }

    private Submitted announced(TaskDesk.Accepted accepted) {
        if (!accepted.replayed()) {
            cluster.queued(accepted.task(), clock.instant());
            listener.changed(new TaskView(accepted.task(), Optional.empty()));
            doorbell.run();
        }
        return new Submitted(view(accepted.task()), accepted.replayed());
    }

    private void check(TaskSpec spec, Instant now) {
        checkDeadline(spec, now);
        matchmaker.checkRequirements(spec.placement());
        checkContent(spec);
    }

    private static void checkKey(Optional<String> key, int longest) {
        if (key.isPresent() && (key.get().isBlank() || key.get().length() > longest)) {
            throw new Refused("Idempotency-Key", "must have 1 to " + longest + " characters");
        }
    }

    private static void checkDeadline(TaskSpec spec, Instant now) {
        if (spec.deadline().filter(d -> !d.isAfter(now)).isPresent()) {
            throw new Refused("deadline", "is in the past: it is " + now + " now");
        }
        if (spec.deadline().isPresent() && !spec.workflow().after().isEmpty()) {
            throw new Refused("deadline", "cannot be promised for a task that waits for others");
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
            throw new Refused(field, content + " is not stored here: upload it first");
        }
    }

    @Override
    public TaskView find(Caller caller, TaskId id) {
        return view(visible(caller, id));
    }

    private Task visible(Caller caller, TaskId id) {
        return transactions
                .call(() -> tasks.find(id))
                .filter(task -> caller.maySee(task.buyer()))
                .orElseThrow(() -> new NotFound("task", id));
    }

    @Override
    public List<TaskView> list(Caller caller, TaskQuery query) {
        if (!caller.isOperator() && !query.buyer().equals(Optional.of(caller.account()))) {
            throw new NotFound("account", query.buyer().map(Object::toString).orElse("of everybody"));
        }
        return transactions.call(() -> tasks.list(query)).stream()
                .map(this::view)
                .toList();
    }

    @Override
    public TaskView cancel(Caller caller, TaskId id) {
        Task task = transactions.call(() -> desk.cancel(caller, id, clock.instant()));
        if (task.state() == TaskState.CANCELLING) {
            Attempt attempt = task.current().orElseThrow();
            cluster.cancelled(task);
            cluster.link(attempt.node()).ifPresent(link -> link.cancel(id, attempt.number(), "cancelled by the buyer"));
        } else {
            cluster.forget(id, clock.instant());
        }
        listener.changed(view(task));
        return view(task);
    }

    @Override
    public Explanation explain(Caller caller, TaskId id) {
        Task task = visible(caller, id);
        return switch (task.state()) {
            case QUEUED -> explainWaiting(task);
            case ASSIGNED, RUNNING, CANCELLING -> explainPlaced(task);
            case SUSPENDED -> explainSuspended(task);
            case COMPLETED, FAILED, CANCELLED ->
                new Explanation(
                        "It has ended: " + task.ending().orElseThrow().reason()
                                + task.ending()
                                        .map(e -> e.detail().isEmpty() ? "" : ", " + e.detail())
                                        .orElse("")
                                + ".",
                        Map.of(),
                        Map.of());
        };
    }

    private Explanation explainWaiting(Task task) {
        Duration waited = Duration.between(task.submittedAt(), clock.instant());
        Map<String, Integer> rejections = scheduler.rejections(task.id());
        Optional<String> emptyPool = task.spec()
                .placement()
                .pool()
                .filter(pool -> !cluster.hasPool(pool))
                .map(pool -> "no node is in the pool '" + pool + "'");
        String reason = emptyPool.isPresent()
                ? emptyPool.get()
                : rejections.isEmpty()
                        ? "no node is enrolled, or it has not been planned yet"
                        : rejections.entrySet().stream()
                                .map(r -> r.getKey() + " turned away " + r.getValue()
                                        + (r.getValue() == 1 ? " node" : " nodes"))
                                .sorted()
                                .collect(Collectors.joining(", "));
        List<String> more = cluster.waiting(task.id())
                .map(waiting -> remarks.of(waiting, clock.instant()))
                .orElse(List.of());
        return new Explanation(
                "It has waited for " + waited.toSeconds() + " s: " + reason + ".", rejections, Map.of(), more);
    }

    private Explanation explainPlaced(Task task) {
        Attempt attempt = task.current().orElseThrow();
        return new Explanation(
                "Attempt " + attempt.number() + " is on node " + attempt.node() + " since " + attempt.assignedAt()
                        + ".",
                Map.of(),
                scheduler.scores(task.id()));
    }

    private Explanation explainSuspended(Task task) {
        Attempt attempt = task.current().orElseThrow();
        Instant since = task.preemptions().last().orElseThrow();
        return new Explanation(
                "Attempt " + attempt.number() + " was suspended on node " + attempt.node() + " at " + since
                        + ", because its place was needed; it will go on there from where it stands.",
                Map.of(),
                scheduler.scores(task.id()));
    }

    @Override
    public Map<TaskState, Long> countByState() {
        return transactions.call(tasks::countByState);
    }

    private TaskView view(Task task) {
        return new TaskView(task, cluster.attempt(task.id()));
    }
}
