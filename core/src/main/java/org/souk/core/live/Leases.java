package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.task.TaskSummary;

/**
 * Which node holds which attempt and until when, by the monotonic clock. What one node holds is found without looking at
 * what others hold. Not thread-safe.
 */
final class Leases {
    private final Duration length;
    private final Map<TaskId, LiveAttempt> attempts = new HashMap<>();
    private final Map<NodeId, Set<TaskId>> byNode = new HashMap<>();
    /** Tasks that migrate, by both of their nodes. */
    private final Map<NodeId, Set<TaskId>> migratingBy = new HashMap<>();

    private final Set<AttemptKey> undelivered = new LinkedHashSet<>();

    /** @param length of a lease that is not renewed */
    Leases(Duration length) {
        this.length = length;
    }

    /**
     * A node holds the task's current attempt; or it does so already, and the task has changed. A new attempt gets a whole
     * lease.
     *
     * @return the attempt
     */
    LiveAttempt put(TaskSummary task, Instant now, Duration uptime) {
        LiveAttempt known = attempts.get(task.id());
        boolean same = known != null && known.key().equals(LiveAttempt.keyOf(task));
        LiveAttempt attempt = same ? known.with(task) : begun(task, now, uptime);
        if (!same) {
            undelivered.add(attempt.key());
        }
        unlink(known);
        attempts.put(task.id(), attempt);
        link(attempt);
        return attempt;
    }

    private LiveAttempt begun(TaskSummary task, Instant now, Duration uptime) {
        Duration held = Duration.between(task.current().orElseThrow().assignedAt(), now);
        Duration since = held.isNegative() ? uptime : uptime.minus(held);
        return LiveAttempt.of(task, since, uptime.plus(length));
    }

    private void link(LiveAttempt attempt) {
        byNode.computeIfAbsent(attempt.node(), node -> new LinkedHashSet<>()).add(attempt.id());
        attempt.move().ifPresent(move -> {
            link(attempt.node(), attempt.id());
            link(move.target().node(), attempt.id());
        });
    }

    private void link(NodeId node, TaskId task) {
        migratingBy.computeIfAbsent(node, id -> new LinkedHashSet<>()).add(task);
    }

    private void unlink(LiveAttempt attempt) {
        if (attempt == null) {
            return;
        }
        unlink(byNode, attempt.node(), attempt.id());
        attempt.move().ifPresent(move -> {
            unlink(migratingBy, attempt.node(), attempt.id());
            unlink(migratingBy, move.target().node(), attempt.id());
        });
    }

    private static void unlink(Map<NodeId, Set<TaskId>> index, NodeId node, TaskId task) {
        index.computeIfPresent(node, (id, tasks) -> tasks.remove(task) && tasks.isEmpty() ? null : tasks);
    }

    void remove(TaskId task) {
        LiveAttempt known = attempts.remove(task);
        if (known != null) {
            unlink(known);
            undelivered.remove(known.key());
        }
    }

    Optional<LiveAttempt> find(TaskId task) {
        return Optional.ofNullable(attempts.get(task));
    }

    /** The attempt, if it is the current one and this node holds it. */
    Optional<LiveAttempt> heldBy(NodeId node, AttemptKey key) {
        return find(key.task()).filter(attempt -> attempt.isHeld(node, key));
    }

    /** Notes what a node has said of an attempt that it holds; who holds it stays as it is. */
    void update(LiveAttempt attempt, UnaryOperator<LiveAttempt> said) {
        attempts.put(attempt.id(), said.apply(attempt));
    }

    /** The lease of this attempt begins anew. */
    LiveAttempt renewed(LiveAttempt attempt, Duration uptime) {
        return attempt.leasedUntil(uptime.plus(length));
    }

    /** Every lease begins anew, as if all nodes had just been seen. */
    void renewAll(Duration uptime) {
        attempts.replaceAll((task, attempt) -> renewed(attempt, uptime));
    }

    /** Those whose leases have run out. */
    List<LiveAttempt> expired(Duration uptime) {
        return attempts.values().stream()
                .filter(attempt -> attempt.leaseUntil().compareTo(uptime) <= 0)
                .toList();
    }

    List<LiveAttempt> on(NodeId node) {
        return byNode.getOrDefault(node, Set.of()).stream().map(attempts::get).toList();
    }

    int countOn(NodeId node) {
        return byNode.getOrDefault(node, Set.of()).size();
    }

    /** Attempts that migrate from or to a node. */
    List<LiveAttempt> migrating(NodeId node) {
        return migratingBy.getOrDefault(node, Set.of()).stream()
                .map(attempts::get)
                .toList();
    }

    /** All attempts that migrate. */
    List<LiveAttempt> migrating() {
        Set<TaskId> tasks = new HashSet<>();
        migratingBy.values().forEach(tasks::addAll);
        return tasks.stream().sorted().map(attempts::get).toList();
    }

    Collection<LiveAttempt> all() {
        return attempts.values();
    }

    /** The attempt was handed over to its node, or will be when the node comes back. */
    void delivered(AttemptKey attempt) {
        undelivered.remove(attempt);
    }

    /** Attempts that nobody has handed over to their nodes yet. */
    List<AttemptKey> undelivered() {
        return List.copyOf(undelivered);
    }
}
