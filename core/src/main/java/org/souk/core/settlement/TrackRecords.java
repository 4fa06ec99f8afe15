package org.souk.core.settlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.souk.core.common.NodeId;
import org.souk.core.matching.TrackRecord;
import org.souk.core.settlement.Settlement.Settled;
import org.souk.core.task.EndReason;
import org.souk.core.task.Task;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;

/** Reads from tasks what they have shown of the nodes that ran them. */
public final class TrackRecords {
    /** What records are rebuilt from when the market starts: later attempts count more, so the latest are enough. */
    public static final TaskQuery QUERY = new TaskQuery(
            Optional.empty(),
            Set.of(TaskState.COMPLETED, TaskState.FAILED, TaskState.CANCELLED),
            Optional.empty(),
            Optional.empty(),
            TaskQuery.MAX_LIMIT);

    private TrackRecords() {}

    /** What a settled report shows of the node that sent it, or whose lease ran out; nothing if it changed nothing. */
    public static Optional<UnaryOperator<TrackRecord>> shownBy(Settled settled) {
        EndReason told = settled.report().ending().reason();
        return switch (settled.verdict()) {
            case STALE, FOREIGN -> Optional.empty();
            case REQUEUED -> told.isRetried() && !isFault(told) ? Optional.empty() : Optional.of(TrackRecord::failed);
            case ENDED ->
                isFault(told)
                        ? Optional.of(TrackRecord::failed)
                        : settled.task().map(TrackRecords::run);
        };
    }

    /**
     * Records from ended tasks, the newest first. Each task tells of its last attempt, and which nodes failed others;
     * how soon programs began is not kept and measured anew.
     */
    public static Map<NodeId, TrackRecord> of(List<Task> ended) {
        Map<NodeId, TrackRecord> records = new HashMap<>();
        for (int i = ended.size() - 1; i >= 0; i--) {
            Task task = ended.get(i);
            task.failedOn().forEach(node -> change(records, node, TrackRecord::failed));
            task.current()
                    .ifPresent(attempt -> change(
                            records,
                            attempt.node(),
                            task.ending().orElseThrow().reason() == EndReason.TOO_MANY_ATTEMPTS
                                    ? TrackRecord::failed
                                    : run(task)));
        }
        return records;
    }

    private static void change(Map<NodeId, TrackRecord> records, NodeId node, UnaryOperator<TrackRecord> change) {
        records.put(node, change.apply(records.getOrDefault(node, TrackRecord.NEW)));
    }

    private static UnaryOperator<TrackRecord> run(Task ended) {
        return record -> record.ran(ended.ending().orElseThrow().usage())
                .having(ended.spec().contents());
    }

    private static boolean isFault(EndReason reason) {
        return reason == EndReason.NODE_FAULT || reason == EndReason.LEASE_EXPIRED;
    }
}
