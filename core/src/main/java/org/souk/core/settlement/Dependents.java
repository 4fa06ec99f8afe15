package org.souk.core.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.souk.core.common.TaskId;
import org.souk.core.common.UniqueIds;
import org.souk.core.ledger.Transfer;
import org.souk.core.pricing.Bill;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;

/**
 * Carries the end of tasks on to those that come after them, in the same transaction: so no crash can lose it. Whoever
 * ends a task must call it.
 *
 * <p>A dependent's row is locked before what it waits for is changed. So of two dependencies that complete at the same
 * moment, in two transactions, the second one sees that the dependent waits for nothing more.
 */
public final class Dependents {
    private final TaskStore tasks;
    private final UniqueIds ids;

    /** @param ids of transfers */
    public Dependents(TaskStore tasks, UniqueIds ids) {
        this.tasks = tasks;
        this.ids = ids;
    }

    /**
     * Queues dependents whose last dependency has completed, and ends those that have lost one; and so on from there.
     *
     * @param changed tasks that were written in this transaction; those that have not ended are passed over
     * @param transfers takes up the releases of holds
     * @return dependents that have changed, as they are now
     */
    public List<Task> follow(Collection<Task> changed, Instant now, List<Transfer> transfers) {
        List<Task> followers = new ArrayList<>();
        List<Task> wave =
                changed.stream().filter(task -> task.state().isFinal()).toList();
        while (!wave.isEmpty()) {
            List<Task> next = followOnce(wave, now, transfers);
            followers.addAll(next);
            wave = next.stream().filter(task -> task.state().isFinal()).toList();
        }
        return followers;
    }

    /** The id of one more transfer. */
    public String nextId() {
        return ids.next();
    }

    private List<Task> followOnce(List<Task> wave, Instant now, List<Transfer> transfers) {
        Map<TaskId, Task> ended = wave.stream().collect(Collectors.toMap(Task::id, Function.identity()));
        Set<TaskId> concerned = tasks.dependents(ended.keySet());
        if (concerned.isEmpty()) {
            return List.of();
        }
        List<Task> locked = tasks.lock(concerned);
        Set<TaskId> waiting = tasks.stopWaitingFor(ended.keySet(), concerned);
        List<Task> changed = new ArrayList<>();
        for (Task task : locked) {
            if (task.state() != TaskState.BLOCKED) {
                continue;
            }
            List<Task> lost = task.spec().workflow().after().stream()
                    .map(ended::get)
                    .filter(after -> after != null && after.state() != TaskState.COMPLETED)
                    .sorted((a, b) -> a.id().compareTo(b.id()))
                    .toList();
            if (!lost.isEmpty()) {
                changed.add(
                        task.ended(Ending.without(EndReason.DEPENDENCY_FAILED, why(lost.get(0))), Bill.NOTHING, now));
                transfers.add(Transfer.release(
                        ids.next(), task.id(), task.buyer(), task.spec().maxPrice(), now));
            } else if (!waiting.contains(task.id())) {
                changed.add(task.released());
            }
        }
        return tasks.save(changed);
    }

    private static String why(Task lost) {
        String name = lost.spec().name().isEmpty() ? "" : " (" + lost.spec().name() + ")";
        return "task " + lost.id() + name + ", which it comes after, ended with "
                + lost.ending().orElseThrow().reason();
    }
}
