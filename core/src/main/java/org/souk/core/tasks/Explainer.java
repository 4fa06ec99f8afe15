package org.souk.core.tasks;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.leader.Leader;
import org.souk.core.leader.Leader.Reasons;
import org.souk.core.pricing.Bill;
import org.souk.core.task.Attempt;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Money;

/** Says in words for its buyer why a task is where it is. */
public final class Explainer {
    /** An explanation is one sentence, not a list. */
    private static final int NAMED_DEPENDENCIES = 3;

    private final TaskStore tasks;
    private final Transactions transactions;
    private final Leader leader;
    private final Clock clock;

    public Explainer(TaskStore tasks, Transactions transactions, Leader leader, Clock clock) {
        this.tasks = tasks;
        this.transactions = transactions;
        this.leader = leader;
        this.clock = clock;
    }

    Explanation of(Task task) {
        return explain(task)
                .remarking(task.escalations().steps().stream()
                        .map(step -> step.words() + ".")
                        .toList())
                .remarking(MigrationRemarks.of(task));
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
        Reasons reasons = leader.explain(task);
        Map<String, Integer> rejections = reasons.rejections();
        Optional<String> emptyPool = task.placement()
                .pool()
                .filter(pool -> reasons.poolIsEmpty())
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
        more.addAll(reasons.remarks());
        return new Explanation(
                "It has waited for " + waited.toSeconds() + " s: " + reason + ".", rejections, Map.of(), more);
    }

    private Explanation explainPlaced(Task task) {
        Attempt attempt = task.current().orElseThrow();
        return new Explanation(
                "Attempt " + attempt.number() + " is on node " + attempt.node() + " since "
                        + attempt.assignedAt().truncatedTo(ChronoUnit.SECONDS) + ".",
                Map.of(),
                leader.explain(task).scores(),
                Stream.concat(preempted(task).stream(), announcements(task, attempt).stream())
                        .toList());
    }

    /** What its owner is going to do to the node that may end the attempt before the task is done. */
    private List<String> announcements(Task task, Attempt attempt) {
        Instant now = clock.instant();
        Instant latestEnd = attempt.assignedAt().plus(task.spec().wallLimit());
        return leader.node(attempt.node()).stream()
                .flatMap(live -> live.node().announcements(now, latestEnd).stream())
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
                leader.explain(task).scores());
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
}
