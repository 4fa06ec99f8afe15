package org.souk.core.market;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.souk.core.cluster.Cluster;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.escalation.Escalation;
import org.souk.core.escalation.EscalationPolicy;
import org.souk.core.escalation.Queue;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.pricing.Bill;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Escalations.Step;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Makes escalations true: writes them on the tasks, tells of them and lets the scheduler plan anew. */
public final class Escalator {
    private final EscalationPolicy policy;
    private final Cluster cluster;
    private final Scheduler scheduler;
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;
    private final Dependents dependents;
    private final Transactions transactions;
    private final TaskListener listener;
    private final Runnable doorbell;
    private final Clock clock;

    public Escalator(
            EscalationPolicy policy,
            Cluster cluster,
            Scheduler scheduler,
            TaskStore tasks,
            Ledger ledger,
            UniqueIds ids,
            Transactions transactions,
            TaskListener listener,
            Runnable doorbell,
            Clock clock) {
        this.policy = policy;
        this.cluster = cluster;
        this.scheduler = scheduler;
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
        this.dependents = new Dependents(tasks, ids);
        this.transactions = transactions;
        this.listener = listener;
        this.doorbell = doorbell;
        this.clock = clock;
    }

    /** @param followers dependents of those that were ended */
    private record Written(List<Task> escalated, List<Task> followers) {}

    /** One turn. Until agents can reach the market nothing happens: no task is to blame for that wait. */
    public void turn() {
        if (!scheduler.isOpen()) {
            return;
        }
        Instant now = clock.instant();
        Queue queue = cluster.watchQueue(now);
        List<Escalation> decided = policy.decide(queue, cluster.load());
        cluster.pressed(queue.pressure(), now);
        if (decided.isEmpty()) {
            return;
        }
        Written written = transactions.call(() -> write(decided, now));
        written.escalated().forEach(this::tell);
        written.followers().forEach(scheduler::took);
        doorbell.run();
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
                ids.next(), task.id(), task.buyer(), task.spec().maxPrice(), step.at()));
        return task.ended(Ending.without(reason, step.cause().words()), Bill.NOTHING, step.at());
    }

    private void tell(Task task) {
        if (task.state().isFinal()) {
            scheduler.took(task);
        } else {
            cluster.escalated(task);
            listener.changed(new TaskView(task, cluster.attempt(task.id())));
        }
        List<Step> steps = task.escalations().steps();
        listener.escalated(new TaskEscalated(task.id(), steps.get(steps.size() - 1)));
    }
}
