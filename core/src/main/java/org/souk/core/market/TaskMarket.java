package org.souk.core.market;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.cluster.Buyers;
import org.souk.core.cluster.Cluster;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.Refused;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.ledger.Ledger;
import org.souk.core.market.Intake.Submission;
import org.souk.core.market.TaskDesk.Accepted;
import org.souk.core.matching.Matchmaker;
import org.souk.core.pricing.Bill;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Money;

/** {@link Tasks} by the stores, the live state and the scheduler. */
public final class TaskMarket implements Tasks {
    private static final int MAX_KEY = 100;
    /** Of a task's place in its batch, which is added to the batch's key. */
    private static final int PLACE_LENGTH = 4;
    /** An explanation is one sentence, not a list. */
    private static final int NAMED_DEPENDENCIES = 3;

    private final TaskStore tasks;
    private final UniqueIds ids;
    private final TaskDesk desk;
    private final Intake intake;
    private final Quota quota;
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
            Buyers buyers,
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
        this.quota = new Quota(cluster, buyers);
        this.scheduler = scheduler;
        this.transactions = transactions;
        this.listener = listener;
        this.doorbell = doorbell;
        this.clock = clock;
    }

    @Override
    public Submitted submit(Caller buyer, Optional<String> idempotencyKey, TaskOrder order) {
        Instant now = clock.instant();
        checkKey(idempotencyKey, MAX_KEY);
        check(order, now);
        return takeIn(Submission.single(buyer, idempotencyKey, order, ids, now)).get(0);
    }

    @Override
    public List<Submitted> submitBatch(Caller buyer, Optional<String> idempotencyKey, List<TaskOrder> orders) {
        Instant now = clock.instant();
        checkKey(idempotencyKey, MAX_KEY - PLACE_LENGTH);
        if (orders.isEmpty() || orders.size() > MAX_BATCH) {
            throw new Refused("tasks", "must be 1 to " + MAX_BATCH);
        }
        for (int i = 0; i < orders.size(); i++) {
            try {
                check(orders.get(i), now);
            } catch (Refused e) {
                throw e.within("tasks[" + i + "].");
            }
        }
        Submission batch = Submission.batch(buyer, idempotencyKey, orders, ids, now);
        if (batch.size() > MAX_TASKS) {
            throw new Refused(
                    "tasks", "make " + batch.size() + " tasks, at most " + MAX_TASKS + " are allowed at once");
        }
        return takeIn(batch);
    }

    private List<Submitted> takeIn(Submission submission) {
        Accepted accepted;
        try (Quota.Room room = quota.reserve(submission.buyer.account(), submission.size())) {
            accepted = store(submission);
            announce(accepted);
        } catch (QuotaExceeded full) {
            // A repeated request makes no new tasks, so no quota stands in its way.
            accepted = intake.earlier(submission).orElseThrow(() -> full);
        }
        boolean replayed = accepted.replayed();
        return accepted.tasks().stream()
                .map(task -> new Submitted(view(task), replayed))
                .toList();
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
                timely.forEach(task -> cluster.forget(task.id(), submission.now));
            }
        }
    }

    private void promise(Submission submission, List<Task> timely) {
        try {
            scheduler.promise(timely);
        } catch (DeadlineInfeasible e) {
            throw submission.isBatch() ? e.inBatch("tasks[" + submission.placeOf(e.task()) + "].") : e;
        }
    }

    private void announce(Accepted accepted) {
        if (accepted.replayed()) {
            return;
        }
        // Those that wait first: what they wait for cannot complete before the planner knows of it.
        List<Task> blocked = inState(accepted, TaskState.BLOCKED);
        blocked.forEach(scheduler::took);
        forgetReleased(blocked, accepted);
        inState(accepted, TaskState.QUEUED).forEach(scheduler::took);
        doorbell.run();
    }

    private static List<Task> inState(Accepted accepted, TaskState state) {
        return accepted.created().stream().filter(task -> task.state() == state).toList();
    }

    /** What a new task waits for may have ended between the commit and now, if it was stored before. */
    private void forgetReleased(List<Task> blocked, Accepted accepted) {
        Set<TaskId> earlier = new HashSet<>();
        blocked.forEach(task -> earlier.addAll(task.spec().workflow().after()));
        accepted.created().forEach(task -> earlier.remove(task.id()));
        if (earlier.isEmpty()) {
            return;
        }
        List<TaskId> changed = transactions.call(() -> {
            boolean oneEnded = earlier.stream()
                    .flatMap(id -> tasks.find(id).stream())
                    .anyMatch(task -> task.state().isFinal());
            return !oneEnded
                    ? List.of()
                    : blocked.stream()
                            .map(Task::id)
                            .filter(id -> tasks.find(id)
                                    .filter(t -> t.state() == TaskState.BLOCKED)
                                    .isEmpty())
                            .toList();
        });
        changed.forEach(cluster::notBlocked);
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
            throw new Refused("deadline", "cannot be promised to an array of more than " + MAX_BATCH + " elements");
        }
        if (array.atOnce() < array.size()) {
            throw new Refused("deadline", "cannot be promised to an array of which not all elements may run at once");
        }
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
        Task task = tell(transactions.call(() -> desk.cancel(caller, id, clock.instant())))
                .get(0);
        return view(task);
    }

    @Override
    public TaskView migrate(Caller caller, TaskId id, Optional<NodeId> target) {
        visible(caller, id);
        target.filter(node -> cluster.node(node).isEmpty()).ifPresent(node -> {
            throw new NotFound("node", node);
        });
        scheduler.migrate(id, target);
        return find(caller, id);
    }

    private List<Task> tell(TaskDesk.Cancelled cancelled) {
        for (Task task : cancelled.tasks()) {
            if (task.state() == TaskState.CANCELLING) {
                Attempt attempt = task.current().orElseThrow();
                cluster.cancelled(task);
                cluster.link(attempt.node())
                        .ifPresent(link -> link.cancel(task.id(), attempt.number(), "cancelled by the buyer"));
            } else {
                cluster.forget(task.id(), clock.instant());
            }
            scheduler.moves().changed(task);
            listener.changed(view(task));
        }
        cancelled.followers().forEach(scheduler::took);
        return cancelled.tasks();
    }

    @Override
    public ArraySummary array(Caller caller, String array) {
        return transactions
                .call(() -> tasks.array(array))
                .filter(summary -> caller.maySee(summary.buyer()))
                .orElseThrow(() -> new NotFound("array", array));
    }

    @Override
    public ArraySummary cancelArray(Caller caller, String array) {
        tell(transactions.call(() -> desk.cancelArray(caller, array, clock.instant())));
        return array(caller, array);
    }

    @Override
    public Explanation explain(Caller caller, TaskId id) {
        Task task = visible(caller, id);
        return explain(task)
                .remarking(task.escalations().steps().stream()
                        .map(step -> step.words() + ".")
                        .toList())
                .remarking(MoveRemarks.of(task));
    }

    private Explanation explain(Task task) {
        return switch (task.state()) {
            case BLOCKED -> explainBlocked(task);
            case QUEUED -> explainWaiting(task);
            case ASSIGNED, RUNNING, CANCELLING -> explainPlaced(task);
            case SUSPENDED -> explainSuspended(task);
            case COMPLETED, FAILED, CANCELLED ->
                new Explanation(
                        "It has ended: " + task.ending().orElseThrow().reason()
                                + task.ending()
                                        .map(e -> e.detail().isEmpty() ? "" : ", " + e.detail())
                                        .orElse("")
                                + "." + refund(task),
                        Map.of(),
                        Map.of());
        };
    }

    private static String refund(Task task) {
        Money refunded = task.bill().orElse(Bill.NOTHING).refunded();
        return refunded.isPositive()
                ? " Its deadline was missed: " + refunded + " credits of its price were given back."
                : "";
    }

    private Explanation explainBlocked(Task task) {
        List<TaskId> after = transactions.call(() -> tasks.waitsFor(task.id()));
        String named =
                after.stream().limit(NAMED_DEPENDENCIES).map(TaskId::value).collect(Collectors.joining(", "));
        int others = after.size() - NAMED_DEPENDENCIES;
        return new Explanation(
                "It waits until " + after.size() + (after.size() == 1 ? " task has" : " tasks have") + " completed: "
                        + named + (others > 0 ? " and " + others + " more" : "") + ".",
                Map.of(),
                Map.of());
    }

    private Explanation explainWaiting(Task task) {
        Duration waited = Duration.between(task.submittedAt(), clock.instant());
        Map<String, Integer> rejections = scheduler.rejections(task.id());
        Optional<String> emptyPool = task.placement()
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
        List<String> more = new ArrayList<>(preempted(task));
        cluster.waiting(task.id())
                .map(waiting -> remarks.of(waiting, clock.instant()))
                .ifPresent(more::addAll);
        return new Explanation(
                "It has waited for " + waited.toSeconds() + " s: " + reason + ".", rejections, Map.of(), more);
    }

    private Explanation explainPlaced(Task task) {
        Attempt attempt = task.current().orElseThrow();
        return new Explanation(
                "Attempt " + attempt.number() + " is on node " + attempt.node() + " since "
                        + attempt.assignedAt().truncatedTo(ChronoUnit.SECONDS) + ".",
                Map.of(),
                scheduler.scores(task.id()),
                Stream.concat(preempted(task).stream(), announcements(task, attempt).stream())
                        .toList());
    }

    /** What its owner is going to do to the node that may end the attempt before the task is done. */
    private List<String> announcements(Task task, Attempt attempt) {
        Instant now = clock.instant();
        Instant latestEnd = attempt.assignedAt().plus(task.spec().wallLimit());
        return cluster.node(attempt.node()).stream()
                .flatMap(node -> node.announcements(now, latestEnd).stream())
                .map(announced -> announced + "; what still runs then goes back to the queue")
                .toList();
    }

    private Explanation explainSuspended(Task task) {
        Attempt attempt = task.current().orElseThrow();
        Instant since = task.preemptions().last().orElseThrow();
        return new Explanation(
                "Attempt " + attempt.number() + " was suspended on node " + attempt.node() + " at "
                        + since.truncatedTo(ChronoUnit.SECONDS)
                        + ", because " + task.preemptions().why() + "; it will go on there from where it stands.",
                Map.of(),
                scheduler.scores(task.id()));
    }

    private static List<String> preempted(Task task) {
        int count = task.preemptions().count();
        return task
                .preemptions()
                .last()
                .map(last -> "It has had to make room " + (count == 1 ? "once" : count + " times") + ", last at " + last
                        + ", because " + task.preemptions().why() + ".")
                .stream()
                .toList();
    }

    @Override
    public Map<TaskState, Long> countByState() {
        return transactions.call(tasks::countByState);
    }

    private TaskView view(Task task) {
        return new TaskView(task, cluster.attempt(task.id()));
    }
}
