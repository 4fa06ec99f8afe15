package org.souk.core.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.live.ChangeReader.Changes;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Node;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.task.PastRun;
import org.souk.core.task.PastWait;
import org.souk.core.task.TaskSummary;

/**
 * Lets the live state follow the database: reads what has changed since it read last, and takes in what is newer than what is
 * known. Nobody needs to tell the live state anything; who does only saves it the reading. A rebuild is the same from the
 * beginning, and may run beside traffic.
 *
 * <p>Thread-safe; one thread reads at a time.
 */
public final class Follower {
    private static final Logger LOG = System.getLogger(Follower.class.getName());

    private final LiveState live;
    private final Buyers buyers;
    private final ChangeReader reader;
    private final Clock clock;
    private final AtomicLong healed = new AtomicLong();
    private final AtomicLong setAside = new AtomicLong();
    private long position = ChangeSequence.START;

    public Follower(LiveState live, Buyers buyers, ChangeReader reader, Clock clock) {
        this.live = live;
        this.buyers = buyers;
        this.reader = reader;
        this.clock = clock;
    }

    /** Takes in what has changed since the last call. */
    public synchronized void follow() {
        position = take(reader.since(position, live::versionOf));
    }

    /** @return where to read on */
    private long take(Changes changes) {
        Instant now = clock.instant();
        changes.accounts().forEach(buyers::changed);
        changes.nodes().forEach(node -> alone("node " + node.id(), () -> live.changed(node)));
        changes.tasks().forEach(task -> alone("task " + task.id(), () -> live.changed(task, now)));
        return changes.horizon();
    }

    /** What one row throws concerns that row alone. */
    private void alone(String row, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            setAside.incrementAndGet();
            LOG.log(Level.ERROR, row + " cannot be taken into the live state and is set aside", e);
        }
    }

    /**
     * Reads everything again from the beginning; what is known already stays as it is. What has ended meanwhile is not told
     * from the beginning, so what has changed since the last call is read as well.
     */
    public synchronized void rebuild() {
        long horizon = take(reader.since(ChangeSequence.START, live::versionOf));
        if (position == ChangeSequence.START) {
            position = horizon;
        }
        follow();
    }

    /**
     * Reads everything, and what counts of the past for fair shares and waits: once, when the market starts.
     *
     * @param records what ended tasks have shown of nodes
     */
    public synchronized void begin(Map<NodeId, TrackRecord> records) {
        rebuild();
        Instant now = clock.instant();
        List<TaskSummary> unfinished = List.copyOf(live.tasks().values());
        List<PastRun> runs = new ArrayList<>(reader.runsSince(now.minus(buyers.memory())));
        unfinished.stream()
                .filter(task -> task.state().isOnNode())
                .map(task -> PastRun.soFar(task, now))
                .forEach(runs::add);
        buyers.ran(live.forSale(), runs, now);
        live.rebuildLoad(pastWaits(unfinished, now.minus(LoadStatistics.MEMORY)));
        live.rebuildRecords(records);
        // Agents say what they hold when they come back.
        live.undelivered().forEach(live::delivered);
    }

    private List<PastWait> pastWaits(List<TaskSummary> unfinished, Instant since) {
        return Stream.concat(
                        reader.waitsSince(since).stream(),
                        unfinished.stream().flatMap(task -> PastWait.of(task).stream()))
                .filter(past -> !past.until().isBefore(since))
                .toList();
    }

    /**
     * Compares the live state with the database and mends what differs, which should be nothing. What is compared is all of
     * {@link TaskSummary}; when an attempt started, since when it stands and its fuel are live only.
     *
     * @return how many tasks and nodes were mended
     */
    public int compare() {
        follow();
        Map<TaskId, TaskSummary> known = live.tasks();
        Map<TaskId, TaskSummary> stored = reader.unfinished();
        Set<TaskId> suspects = new HashSet<>(known.keySet());
        suspects.addAll(stored.keySet());
        suspects.removeIf(id -> known.containsKey(id) && known.get(id).equals(stored.get(id)));
        int mended = suspects.isEmpty() ? 0 : mend(suspects);
        mended += mendNodes(reader.nodes());
        healed.addAndGet(mended);
        return mended;
    }

    /** What has only changed meanwhile is no difference: these rows are read again, after what has changed. */
    private int mend(Set<TaskId> suspects) {
        follow();
        Map<TaskId, TaskSummary> rows = new HashMap<>();
        reader.rows(suspects).forEach(row -> rows.put(row.id(), row));
        Instant now = clock.instant();
        int mended = 0;
        for (TaskId id : suspects) {
            Optional<TaskSummary> row = Optional.ofNullable(rows.get(id));
            AtomicBoolean done = new AtomicBoolean();
            if (differs(id, row)) {
                alone("task " + id, () -> done.set(mend(id, row, now)));
            }
            mended += done.get() ? 1 : 0;
        }
        return mended;
    }

    /** @return false when something newer was said meanwhile: then nothing was wrong */
    private boolean mend(TaskId id, Optional<TaskSummary> row, Instant now) {
        boolean mended = live.mend(id, row, now);
        if (mended) {
            LOG.log(Level.WARNING, "the live state had lost track of task {0}; it is as stored again", id);
        }
        return mended;
    }

    private int mendNodes(List<Node> stored) {
        follow();
        int mended = 0;
        for (Node node : stored) {
            if (live.changed(node)) {
                mended++;
                LOG.log(Level.WARNING, "the live state had lost track of node {0}; it is as stored again", node.id());
            }
        }
        return mended;
    }

    private boolean differs(TaskId id, Optional<TaskSummary> row) {
        Optional<TaskSummary> unfinished = row.filter(task -> !task.state().isFinal());
        return !live.task(id).equals(unfinished);
    }

    /** How many tasks and nodes had to be mended since the start; should stay at zero. */
    public long healed() {
        return healed.get();
    }

    /** How many rows could not be taken in since the start. */
    public long setAside() {
        return setAside.get();
    }
}
