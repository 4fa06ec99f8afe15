package org.souk.core.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.common.MigrationId;
import org.souk.core.common.Secrets;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.common.UniqueIds;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.migration.MigrationRules;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.settlement.Dependents;
import org.souk.core.settlement.UnpersistedReports;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OngoingMigration;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Makes a plan true in the stores. What has changed since the plan was made is skipped; the next tick plans it anew. */
public final class PlanApplication {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;
    private final Dependents dependents;
    private final UnpersistedReports sightings;
    private final Transactions transactions;
    private final MigrationRules rules;
    private final Secrets secrets = new Secrets();

    public PlanApplication(
            TaskStore tasks,
            Ledger ledger,
            UniqueIds ids,
            Dependents dependents,
            UnpersistedReports sightings,
            Transactions transactions,
            MigrationRules rules) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
        this.dependents = dependents;
        this.sightings = sightings;
        this.transactions = transactions;
        this.rules = rules;
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

    /** Applies a plan in one transaction. */
    public Applied apply(Plan plan, Instant now) {
        return transactions.call(() -> write(plan, now));
    }

    private Applied write(Plan plan, Instant now) {
        PlanCheck check = new PlanCheck(plan, tasks.lock(PlanCheck.tasksOf(plan)));
        List<Task> suspended = new ArrayList<>();
        List<Task> evicted = new ArrayList<>();
        for (Preemption preemption : check.preemptions()) {
            Task task = sightings.addedTo(check.row(preemption.task()));
            String why = preemption.cause().words();
            switch (preemption.mode()) {
                case SUSPEND -> suspended.add(task.suspended(why, now));
                case REQUEUE -> evicted.add(task.evicted(why, now));
            }
        }
        List<Transfer> releases = new ArrayList<>();
        List<Task> ended = ended(check, releases, now);
        Applied applied = new Applied(
                tasks.save(assigned(check, now)),
                tasks.save(suspended),
                tasks.save(evicted),
                tasks.save(resumed(check, now)),
                tasks.save(moving(check, now)),
                tasks.save(ended),
                dependents.follow(ended, now, releases),
                check.stale());
        ledger.post(releases);
        return applied;
    }

    private List<Task> assigned(PlanCheck check, Instant now) {
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
        return assigned;
    }

    private List<Task> resumed(PlanCheck check, Instant now) {
        return check.resumptions().stream()
                .map(resumption ->
                        sightings.addedTo(check.row(resumption.task())).resumed(now))
                .toList();
    }

    private List<Task> moving(PlanCheck check, Instant now) {
        List<Task> moving = new ArrayList<>();
        for (Migration migration : check.migrations()) {
            Task task = sightings.addedTo(check.row(migration.task()));
            if (task.isMovable()) {
                moving.add(task.keyed(secrets.next()).moving(move(migration, task, now)));
            }
        }
        return moving;
    }

    private List<Task> ended(PlanCheck check, List<Transfer> releases, Instant now) {
        List<Task> ended = new ArrayList<>();
        for (TaskId expired : check.expired()) {
            Task task = check.row(expired);
            String why = task.state() == TaskState.BLOCKED
                    ? "what it comes after had not completed before its deadline"
                    : "no node was found before its deadline";
            ended.add(task.ended(Ending.without(EndReason.DEADLINE_PASSED, why), Bill.NOTHING, now));
            releases.add(Transfer.release(
                    ids.next(), task.id(), task.buyer(), task.spec().maxPrice(), now));
        }
        return ended;
    }

    private OngoingMigration move(Migration migration, Task task, Instant now) {
        Attempt target = new Attempt(
                task.nextAttempt(), migration.to(), migration.tariff(), migration.fuelLimit(), now, migration.burst());
        return new OngoingMigration(
                new MigrationId(ids.next()),
                secrets.next(),
                target,
                migration.cause().words(),
                now,
                now.plus(rules.preparing()));
    }
}
