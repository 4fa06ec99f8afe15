package org.souk.core.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.common.MoveId;
import org.souk.core.common.Secrets;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.migration.MoveRules;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Resumption;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Move;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Makes a plan true in the stores. What has changed since the plan was made is skipped; the next tick plans it anew. */
public final class PlanApplication {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;
    private final Dependents dependents;
    private final MoveRules rules;
    private final Secrets secrets = new Secrets();

    public PlanApplication(TaskStore tasks, Ledger ledger, UniqueIds ids, MoveRules rules) {
        this.rules = rules;
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
        this.dependents = new Dependents(tasks, ids);
    }

    /**
     * @param assigned tasks that a node holds now
     * @param suspended tasks that stand still on their nodes now
     * @param evicted tasks that are back in the queue; their nodes still have the former attempt
     * @param resumed tasks that go on
     * @param moving tasks that another node prepares to take over now
     * @param ended tasks whose deadline passed
     * @param followers dependents of those that ended, which ended with them
     * @param stale tasks that were not as the plan supposed, as they are now; gone ones are left out
     */
    public record Applied(
            List<Task> assigned,
            List<Task> suspended,
            List<Task> evicted,
            List<Task> resumed,
            List<Task> moving,
            List<Task> ended,
            List<Task> followers,
            List<Task> stale) {}

    /**
     * Applies a plan in one transaction.
     *
     * @param seen what agents have said and the rows do not say yet
     */
    public Applied apply(Plan plan, Sightings seen, Instant now) {
        PlanCheck check = new PlanCheck(plan, tasks.lock(PlanCheck.tasksOf(plan)));
        List<Task> assigned = new ArrayList<>();
        for (Assignment assignment : check.assignments()) {
            Task task = check.row(assignment.task()).keyed(secrets.next());
            Position begin = task.journey().restart();
            Attempt attempt = new Attempt(
                    task.nextAttempt(),
                    assignment.node(),
                    assignment.tariff(),
                    assignment.fuelLimit().plus(begin.fuel()),
                    now,
                    assignment.burst());
            assigned.add(task.assigned(attempt.from(begin, now)));
        }
        List<Task> suspended = new ArrayList<>();
        List<Task> evicted = new ArrayList<>();
        for (Preemption preemption : check.preemptions()) {
            Task task = seen.addedTo(check.row(preemption.task()));
            String why = preemption.cause().words();
            switch (preemption.mode()) {
                case SUSPEND -> suspended.add(task.suspended(why, now));
                case REQUEUE -> evicted.add(task.evicted(why, now));
            }
        }
        List<Task> resumed = new ArrayList<>();
        for (Resumption resumption : check.resumptions()) {
            resumed.add(seen.addedTo(check.row(resumption.task())).resumed(now));
        }
        List<Task> moving = new ArrayList<>();
        for (Migration migration : check.migrations()) {
            Task task = seen.addedTo(check.row(migration.task()));
            if (task.isMovable()) {
                moving.add(task.keyed(secrets.next()).moving(move(migration, task, now)));
            }
        }
        List<Task> ended = new ArrayList<>();
        List<Transfer> releases = new ArrayList<>();
        for (TaskId expired : check.expired()) {
            Task task = check.row(expired);
            String why = task.state() == TaskState.BLOCKED
                    ? "what it comes after had not completed before its deadline"
                    : "no node was found before its deadline";
            ended.add(task.ended(Ending.without(EndReason.DEADLINE_PASSED, why), Bill.NOTHING, now));
            releases.add(Transfer.release(
                    ids.next(), task.id(), task.buyer(), task.spec().maxPrice(), now));
        }
        Applied applied = new Applied(
                tasks.save(assigned),
                tasks.save(suspended),
                tasks.save(evicted),
                tasks.save(resumed),
                tasks.save(moving),
                tasks.save(ended),
                dependents.follow(ended, now, releases),
                check.stale());
        ledger.post(releases);
        return applied;
    }

    private Move move(Migration migration, Task task, Instant now) {
        Attempt target = new Attempt(
                task.nextAttempt(), migration.to(), migration.tariff(), migration.fuelLimit(), now, migration.burst());
        return new Move(
                new MoveId(ids.next()),
                secrets.next(),
                target,
                migration.cause().words(),
                now,
                now.plus(rules.preparing()));
    }
}
