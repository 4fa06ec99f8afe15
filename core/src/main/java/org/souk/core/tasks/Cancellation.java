package org.souk.core.tasks;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.souk.core.account.Caller;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.pricing.Bill;
import org.souk.core.settlement.Dependents;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/** Cancels tasks, each call in one transaction. */
public final class Cancellation {
    private final TaskStore tasks;
    private final Ledger ledger;
    private final Dependents dependents;
    private final Transactions transactions;
    private final Clock clock;

    public Cancellation(TaskStore tasks, Ledger ledger, Dependents dependents, Transactions transactions, Clock clock) {
        this.tasks = tasks;
        this.ledger = ledger;
        this.dependents = dependents;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * What was cancelled.
     *
     * @param tasks as they are now
     * @param followers dependents that ended with it
     */
    record Cancelled(List<Task> tasks, List<Task> followers) {}

    /** Cancels a task; one that has ended is returned as it is. */
    Cancelled cancel(Caller caller, TaskId id) {
        return transactions.call(() -> {
            List<Task> locked = visible(caller, List.of(id));
            if (locked.isEmpty()) {
                throw new NotFound("task", id);
            }
            return cancel(locked);
        });
    }

    /** Cancels what has not ended of an array. */
    Cancelled cancelArray(Caller caller, String array) {
        return transactions.call(() -> {
            List<Task> locked = visible(caller, tasks.elements(array));
            if (locked.isEmpty()) {
                throw new NotFound("array", array);
            }
            return cancel(locked);
        });
    }

    private List<Task> visible(Caller caller, List<TaskId> wanted) {
        return tasks.lock(wanted).stream()
                .filter(task -> caller.maySee(task.buyer()))
                .toList();
    }

    private Cancelled cancel(List<Task> locked) {
        Instant now = clock.instant();
        List<Transfer> releases = new ArrayList<>();
        List<Task> changed = new ArrayList<>();
        List<Task> untouched = new ArrayList<>();
        for (Task task : locked) {
            if (task.state().isFinal() || task.state() == TaskState.CANCELLING) {
                untouched.add(task);
            } else if (task.state().isOnNode()) {
                changed.add(task.cancelling(now));
            } else {
                Ending ending = Ending.without(EndReason.CANCELLED, "cancelled before it ran");
                changed.add(task.ended(ending, Bill.NOTHING, now));
                releases.add(Transfer.release(
                        dependents.nextId(),
                        task.id(),
                        task.buyer(),
                        task.spec().maxPrice(),
                        now));
            }
        }
        List<Task> saved = tasks.save(changed);
        List<Task> followers = dependents.follow(saved, now, releases);
        ledger.post(releases);
        List<Task> all = new ArrayList<>(untouched);
        all.addAll(saved);
        return new Cancelled(all, followers);
    }
}
