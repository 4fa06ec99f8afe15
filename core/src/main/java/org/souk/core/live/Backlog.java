package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskSummary;

/**
 * The tasks that no node has: those that wait for a node, since when, and those that wait for other tasks.
 *
 * <p>How long a task has waited is counted by a clock that does not jump. Not thread-safe.
 */
final class Backlog {
    private final Map<TaskId, Entry> queued = new TreeMap<>();
    private final Map<TaskId, TaskSummary> blocked = new HashMap<>();

    /** @param since when it joined the queue, by the monotonic clock */
    private record Entry(TaskSummary task, WaitingTask asPlanned, Duration since) {}

    /** A task waits for a node, or for others, as it is now; its wait goes on where it waited before. */
    void put(TaskSummary task, Instant now, Duration uptime) {
        if (task.state() == TaskState.BLOCKED) {
            queued.remove(task.id());
            blocked.put(task.id(), task);
            return;
        }
        blocked.remove(task.id());
        Entry known = queued.get(task.id());
        Duration since = known == null ? uptime.minus(waited(task, now)) : known.since;
        queued.put(task.id(), new Entry(task, WaitingTask.of(task), since));
    }

    /** It is written down for new tasks that stand alone; others are thought to have joined when that was seen. */
    private static Duration waited(TaskSummary task, Instant now) {
        boolean isNew = task.progress().attempts() == 0 && task.spec().isAlone();
        Duration waited = isNew ? Duration.between(task.submittedAt(), now) : Duration.ZERO;
        return waited.isNegative() ? Duration.ZERO : waited;
    }

    /** @return how long it had waited for a node; empty if it did not */
    Optional<Duration> remove(TaskId task, Duration uptime) {
        blocked.remove(task);
        return Optional.ofNullable(queued.remove(task)).map(entry -> uptime.minus(entry.since));
    }

    /** It does not count as waiting yet: its wait begins anew. */
    void waitAnew(TaskId task, Duration uptime) {
        queued.computeIfPresent(task, (id, entry) -> new Entry(entry.task, entry.asPlanned, uptime));
    }

    /** How long it has waited for a node; zero if it does not. */
    Duration waited(TaskId task, Duration uptime) {
        Entry entry = queued.get(task);
        return entry == null ? Duration.ZERO : uptime.minus(entry.since);
    }

    /** The task as it is known, whichever it waits for. */
    Optional<TaskSummary> find(TaskId task) {
        Entry entry = queued.get(task);
        return entry == null ? Optional.ofNullable(blocked.get(task)) : Optional.of(entry.task);
    }

    Optional<WaitingTask> waiting(TaskId task) {
        return Optional.ofNullable(queued.get(task)).map(Entry::asPlanned);
    }

    /** Those that wait for nodes, by their ids. */
    List<WaitingTask> waiting() {
        List<WaitingTask> waiting = new ArrayList<>(queued.size());
        queued.values().forEach(entry -> waiting.add(entry.asPlanned));
        return waiting;
    }

    int waitingCount() {
        return queued.size();
    }

    /** Those that wait for other tasks although their deadline has passed. */
    List<TaskId> overdueBlocked(Instant now) {
        Predicate<TaskSummary> overdue =
                task -> task.spec().deadline().filter(d -> !d.isAfter(now)).isPresent();
        return blocked.values().stream()
                .filter(overdue)
                .map(TaskSummary::id)
                .sorted()
                .toList();
    }

    boolean isEmpty() {
        return queued.isEmpty() && blocked.isEmpty();
    }

    void addTo(Collection<TaskSummary> all) {
        queued.values().forEach(entry -> all.add(entry.task));
        all.addAll(blocked.values());
    }
}
