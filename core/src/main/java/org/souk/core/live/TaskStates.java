package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.task.PastWait;
import org.souk.core.task.TaskSummary;

/**
 * Where each task is: in the backlog, leased to a node, or ended. Of two changes of a task the one with the higher version is
 * newer, in whatever order they come. Not thread-safe.
 */
final class TaskStates {
    /** Versions of ended tasks that are remembered, so that late news of them changes nothing. */
    private static final int REMEMBERED = 50_000;

    private final Backlog backlog;
    private final Leases leases;
    private final Reservations reservations;
    private final Buyers buyers;
    private final Map<AccountId, Integer> unfinishedOf = new HashMap<>();
    private final Map<TaskId, Long> ended = new LinkedHashMap<>();
    private LoadStatistics load = new LoadStatistics();

    TaskStates(Backlog backlog, Leases leases, Reservations reservations, Buyers buyers) {
        this.backlog = backlog;
        this.leases = leases;
        this.reservations = reservations;
        this.buyers = buyers;
    }

    /** See {@link LiveState#changed(TaskSummary, Instant)}. */
    boolean changed(TaskSummary task, Instant now, Duration uptime) {
        Optional<TaskSummary> known = find(task.id());
        if (versionOf(task.id()) >= task.version()) {
            return false;
        }
        if (known.isEmpty() && !task.state().isFinal()) {
            unfinishedOf.merge(task.buyer(), 1, Integer::sum);
        }
        switch (task.state()) {
            case BLOCKED, QUEUED -> queue(task, now, uptime);
            case ASSIGNED, RUNNING, SUSPENDED, CANCELLING -> lease(task, now, uptime);
            case COMPLETED, FAILED, CANCELLED -> end(task, known, now, uptime);
        }
        return true;
    }

    /** The task as it is known, unless it has ended. */
    Optional<TaskSummary> find(TaskId task) {
        return leases.find(task).map(LiveAttempt::task).or(() -> backlog.find(task));
    }

    private void queue(TaskSummary task, Instant now, Duration uptime) {
        ended.remove(task.id());
        leases.remove(task.id());
        buyers.ended(task.id(), now);
        backlog.put(task, now, uptime);
    }

    private void lease(TaskSummary task, Instant now, Duration uptime) {
        ended.remove(task.id());
        reservations.remove(task.id());
        backlog.remove(task.id(), uptime)
                .ifPresent(waited -> load.waited(task.spec().priority(), waited, now));
        LiveAttempt attempt = leases.put(task, now, uptime);
        buyers.began(task.id(), task.buyer(), attempt.reserved(), now);
    }

    private void end(TaskSummary task, Optional<TaskSummary> known, Instant now, Duration uptime) {
        known.ifPresent(before ->
                unfinishedOf.computeIfPresent(before.buyer(), (buyer, count) -> count == 1 ? null : count - 1));
        drop(task.id(), now, uptime);
        ended.put(task.id(), task.version());
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    private void drop(TaskId task, Instant now, Duration uptime) {
        reservations.remove(task);
        backlog.remove(task, uptime);
        leases.remove(task);
        buyers.ended(task, now);
    }

    /** See {@link LiveState#mend}. */
    boolean mend(TaskId id, Optional<TaskSummary> row, Instant now, Duration uptime) {
        Optional<TaskSummary> known = find(id);
        if (known.isPresent()
                && row.isPresent()
                && known.get().version() > row.get().version()) {
            return false;
        }
        known.ifPresent(task -> end(task, known, now, uptime));
        ended.remove(id);
        row.ifPresent(task -> changed(task, now, uptime));
        return true;
    }

    /** Those that have not ended. */
    Map<TaskId, TaskSummary> all() {
        List<TaskSummary> all = new ArrayList<>();
        backlog.addTo(all);
        leases.all().forEach(attempt -> all.add(attempt.task()));
        Map<TaskId, TaskSummary> byId = new HashMap<>();
        all.forEach(task -> byId.put(task.id(), task));
        return byId;
    }

    /** How often the task had changed by what is known; -1 if nothing is. */
    long versionOf(TaskId task) {
        return find(task).map(TaskSummary::version).orElse(ended.getOrDefault(task, -1L));
    }

    /** How many tasks of a buyer have not ended. */
    int unfinished(AccountId buyer) {
        return unfinishedOf.getOrDefault(buyer, 0);
    }

    /** What their waits have shown. */
    LoadStatistics load() {
        return load;
    }

    /** Starts over with what former waits have shown. */
    void rebuildLoad(Collection<PastWait> recent) {
        load = new LoadStatistics();
        recent.forEach(past -> load.waited(past.requested(), past.waited(), past.until()));
    }
}
