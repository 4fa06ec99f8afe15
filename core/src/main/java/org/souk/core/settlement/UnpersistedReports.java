package org.souk.core.settlement;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.TaskId;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;

/**
 * What agents have said of attempts and the rows do not say yet: that they run, that they stand still. It is written
 * down with the next change of the row, or now and then for all. Thread-safe.
 */
public final class UnpersistedReports {
    private final Map<AttemptKey, Instant> starts = new ConcurrentHashMap<>();
    private final Map<AttemptKey, Instant> stands = new ConcurrentHashMap<>();

    public void started(AttemptKey attempt, Instant at) {
        starts.putIfAbsent(attempt, at);
    }

    public void standing(AttemptKey attempt, Instant at) {
        stands.putIfAbsent(attempt, at);
    }

    public void resumed(AttemptKey attempt) {
        stands.remove(attempt);
    }

    public void forget(AttemptKey attempt) {
        starts.remove(attempt);
        stands.remove(attempt);
    }

    /** Forgets what has been written down. */
    public void forget(UnpersistedReports written) {
        written.starts.forEach(starts::remove);
        written.stands.forEach(stands::remove);
    }

    public UnpersistedReports copy() {
        UnpersistedReports copy = new UnpersistedReports();
        copy.starts.putAll(starts);
        copy.stands.putAll(stands);
        return copy;
    }

    public Set<TaskId> tasks() {
        Set<TaskId> tasks = new HashSet<>();
        starts.keySet().forEach(key -> tasks.add(key.task()));
        stands.keySet().forEach(key -> tasks.add(key.task()));
        return tasks;
    }

    /** The task with what its row does not say yet; the same one if it says all. */
    public Task addedTo(Task task) {
        AttemptKey key = new AttemptKey(task.id(), task.attempts());
        Task seen = withStart(task, starts.get(key));
        return withStand(seen, stands.get(key));
    }

    private static Task withStart(Task task, Instant start) {
        if (start == null || task.startedAt().isPresent()) {
            return task;
        }
        return switch (task.state()) {
            case ASSIGNED -> task.running(start);
            case SUSPENDED -> task.begunBeforeSuspension(start);
            default -> task;
        };
    }

    private static Task withStand(Task task, Instant stand) {
        boolean stands = task.state() == TaskState.SUSPENDED || task.state() == TaskState.CANCELLING;
        boolean standing = stand != null && stands;
        // One of an earlier suspension, which came late, says nothing of this one.
        boolean late =
                standing && task.preemptions().last().filter(stand::isBefore).isPresent();
        boolean known = task.current().flatMap(a -> a.pauses().since()).isPresent();
        return standing && !late && !known ? task.standing(stand) : task;
    }
}
