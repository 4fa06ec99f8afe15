package org.souk.core.market;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.souk.core.ledger.Bill;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.Plan;
import org.souk.core.task.Attempt;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskId;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Makes a plan true in the stores. What has changed since the plan was made is skipped; the next tick plans it anew. */
public final class PlanApplication {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final UniqueIds ids;

    public PlanApplication(TaskStore tasks, Ledger ledger, UniqueIds ids) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.ids = ids;
    }

    /**
     * @param assigned tasks that a node holds now
     * @param ended tasks whose deadline passed
     * @param stale tasks that were not as the plan supposed, as they are now; gone ones are left out
     */
    public record Applied(List<Task> assigned, List<Task> ended, List<Task> stale) {}

    /** Applies a plan in one transaction. */
    public Applied apply(Plan plan, Instant now) {
        Map<TaskId, Assignment> assignments = new HashMap<>();
        plan.assignments().forEach(a -> assignments.put(a.task(), a));
        List<Task> locked = tasks.lock(Stream.concat(assignments.keySet().stream(), plan.expired().stream())
                .toList());

        List<Task> assigned = new ArrayList<>();
        List<Task> ended = new ArrayList<>();
        List<Task> stale = new ArrayList<>();
        List<Transfer> releases = new ArrayList<>();
        for (Task task : locked) {
            Assignment assignment = assignments.get(task.id());
            if (task.state() != TaskState.QUEUED || (assignment != null && assignment.version() != task.version())) {
                stale.add(task);
            } else if (assignment == null) {
                Ending ending = Ending.without(EndReason.DEADLINE_PASSED, "no node was found before its deadline");
                ended.add(task.ended(ending, Bill.NOTHING, now));
                releases.add(Transfer.release(
                        ids.next(), task.id(), task.buyer(), task.spec().maxPrice(), now));
            } else {
                assigned.add(task.assigned(new Attempt(
                        task.attempts() + 1,
                        assignment.node(),
                        assignment.tariff(),
                        assignment.fuelLimit(),
                        now,
                        assignment.burst())));
            }
        }
        ledger.post(releases);
        return new Applied(tasks.save(assigned), tasks.save(ended), stale);
    }
}
