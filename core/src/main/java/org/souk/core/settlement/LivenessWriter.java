package org.souk.core.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.ContentId;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.events.TaskNews;
import org.souk.core.live.LiveState;
import org.souk.core.node.NodeStore;
import org.souk.core.pricing.Position;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Bytes;

/** Writes down what nodes say of attempts that go on: that they run, that they stand still, that a snapshot is stored. */
public final class LivenessWriter {
    private final TaskStore tasks;
    private final NodeStore nodes;
    private final Transactions transactions;
    private final LiveState live;
    private final UnpersistedReports sightings;
    private final TaskNews news;
    private final MarketClock clock;

    public LivenessWriter(
            TaskStore tasks,
            NodeStore nodes,
            Transactions transactions,
            LiveState live,
            UnpersistedReports sightings,
            TaskNews news,
            MarketClock clock) {
        this.tasks = tasks;
        this.nodes = nodes;
        this.transactions = transactions;
        this.live = live;
        this.sightings = sightings;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Writes down which attempts run, which stand still and when nodes were last seen. Off the hot path: a task that ends
     * within a moment never needs it.
     */
    public void write() {
        UnpersistedReports seen = sightings.copy();
        List<Task> noted = transactions.call(() -> {
            nodes.markSeen(live.lastSeen());
            List<Task> changed = new ArrayList<>();
            for (Task task : tasks.lock(seen.tasks())) {
                Task added = seen.addedTo(task);
                if (!added.equals(task)) {
                    changed.add(added);
                }
            }
            return tasks.save(changed);
        });
        sightings.forget(seen);
        noted.forEach(news::stored);
    }

    /** An attempt runs; written down with the next change of its row, or soon. */
    public void started(AttemptKey attempt) {
        sightings.started(attempt, clock.instant());
        live.attempt(attempt.task()).ifPresent(news::started);
    }

    /** A suspended attempt stands still; likewise. */
    public void standing(AttemptKey attempt) {
        sightings.standing(attempt, clock.instant());
    }

    /** The whole row of a task. */
    public Optional<Task> read(TaskId task) {
        return transactions.call(() -> tasks.find(task));
    }

    /**
     * Writes down that a snapshot of an attempt is stored.
     *
     * @return false when the node does not hold this attempt (any more), or the snapshot is of no use
     */
    public boolean checkpointed(NodeId node, AttemptKey attempt, ContentId content, Bytes size, Position said) {
        Instant now = clock.instant();
        Optional<Task> saved = transactions.call(() -> tasks.lock(List.of(attempt.task())).stream()
                .filter(row -> row.isHeldBy(node, attempt.attempt()))
                .map(sightings::addedTo)
                .filter(row ->
                        said.fuel().compareTo(plausible(row, Position.START).fuel()) >= 0)
                .map(row ->
                        row.checkpointed(new Checkpoint(attempt.attempt(), content, size, plausible(row, said), now)))
                .map(row -> tasks.save(List.of(row)).get(0))
                .findFirst());
        saved.ifPresent(task -> live.changed(task.summary(), now));
        return saved.isPresent();
    }

    private Position plausible(Task row, Position said) {
        return row.plausible(said, live.since(row));
    }
}
