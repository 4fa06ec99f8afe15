package org.souk.core.escalation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.events.TaskEscalated;
import org.souk.core.events.TaskNews;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.live.LiveState;
import org.souk.core.pricing.Bill;
import org.souk.core.queueing.Queue;
import org.souk.core.settlement.Dependents;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Makes escalations true: writes them on the tasks and tells of them. */
public final class Escalator {
    private final EscalationPolicy policy;
    private final LiveState live;
    private final TaskStore tasks;
    private final Ledger ledger;
    private final Dependents dependents;
    private final Transactions transactions;
    private final TaskNews news;

    public Escalator(
            EscalationPolicy policy,
            LiveState live,
            TaskStore tasks,
            Ledger ledger,
            Dependents dependents,
            Transactions transactions,
            TaskNews news) {
        this.policy = policy;
        this.live = live;
        this.tasks = tasks;
        this.ledger = ledger;
        this.dependents = dependents;
        this.transactions = transactions;
        this.news = news;
    }

    /** @param followers dependents of those that were ended */
    private record Written(List<Task> escalated, List<Task> followers) {}

    /**
     * One turn.
     *
     * @return true when there is something to plan
     */
    public boolean turn(Instant now) {
        Queue queue = live.watchQueue(now);
        List<Escalation> decided = policy.decide(queue, live.load());
        live.pressed(queue.pressure(), now);
        if (decided.isEmpty()) {
            return false;
        }
        Written written = transactions.call(() -> write(decided, now));
        written.escalated().forEach(this::tell);
        written.followers().forEach(news::stored);
        return true;
    }

    /** What has changed since the decision is skipped; the next turn decides anew. */
    private Written write(List<Escalation> decided, Instant now) {
        Map<TaskId, Task> rows = tasks
                .lock(decided.stream().map(Escalation::task).toList())
                .stream()
                .collect(Collectors.toMap(Task::id, Function.identity()));
        List<Task> changed = new ArrayList<>();
        List<Transfer> releases = new ArrayList<>();
        for (Escalation escalation : decided) {
            Task task = rows.get(escalation.task());
            if (task != null && task.state() == TaskState.QUEUED && task.version() == escalation.version()) {
                Step step = escalation.step(now);
                Task escalated = task.escalated(step);
                changed.add(
                        escalation instanceof Escalation.FailAndRefund ? end(escalated, step, releases) : escalated);
            }
        }
        List<Task> saved = tasks.save(changed);
        List<Task> followers = dependents.follow(saved, now, releases);
        ledger.post(releases);
        return new Written(saved, followers);
    }

    private Task end(Task task, Step step, List<Transfer> releases) {
        EndReason reason =
                switch (step.cause().trigger()) {
                    case DEADLINE -> EndReason.DEADLINE_PASSED;
                    case WAIT, LAXITY, PRESSURE, LONGEST_WAIT -> EndReason.WAITED_TOO_LONG;
                };
        releases.add(Transfer.release(
                dependents.nextId(), task.id(), task.buyer(), task.spec().maxPrice(), step.at()));
        return task.ended(Ending.without(reason, step.cause().words()), Bill.NOTHING, step.at());
    }

    private void tell(Task task) {
        news.stored(task);
        List<Step> steps = task.escalations().steps();
        news.escalated(new TaskEscalated(task.id(), steps.get(steps.size() - 1)));
    }
}
