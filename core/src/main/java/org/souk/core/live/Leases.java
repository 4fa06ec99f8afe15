package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.souk.core.common.AccountId;
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
    private final Map<TaskId, Place> places = new HashMap<>();
    /** The same, for those who want them by their ids: a plan must not sort them all. */
    private final Map<TaskId, Place> inOrder = new TreeMap<>();

    private final Map<NodeId, Set<TaskId>> byNode = new HashMap<>();
    /** Tasks that migrate, by both of their nodes. */
    private final Map<NodeId, Set<TaskId>> migratingBy = new HashMap<>();

    /** Of the nodes whose attempts have not changed since it was asked for: most, at every plan. */
    private final Map<NodeId, Taken> taken = new HashMap<>();
    /** How many attempts each buyer, and each array, has on nodes. */
    private final Map<AccountId, Integer> byBuyer = new HashMap<>();

    private final Map<String, Integer> byArray = new HashMap<>();
    private final Set<AttemptKey> undelivered = new LinkedHashSet<>();

    /** Keeps what is known of the attempt, which changes at every heartbeat, while the maps stay as they are. */
    private static final class Place {
        private LiveAttempt attempt;

        Place(LiveAttempt attempt) {
            this.attempt = attempt;
        }
    }

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
        Place place = places.get(task.id());
        LiveAttempt known = place == null ? null : place.attempt;
        boolean same = known != null && known.key().equals(LiveAttempt.keyOf(task));
        LiveAttempt attempt = same ? known.with(task) : begun(task, now, uptime);
        if (!same) {
            undelivered.add(attempt.key());
        }
        unlink(known);
        if (place == null) {
            Place added = new Place(attempt);
            places.put(task.id(), added);
            inOrder.put(task.id(), added);
        } else {
            place.attempt = attempt;
        }
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
        byBuyer.merge(attempt.task().buyer(), 1, Integer::sum);
        attempt.task().spec().array().ifPresent(element -> byArray.merge(element.array(), 1, Integer::sum));
        taken.remove(attempt.node());
        attempt.move().ifPresent(move -> {
            taken.remove(move.target().node());
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
        oneLess(byBuyer, attempt.task().buyer());
        attempt.task().spec().array().ifPresent(element -> oneLess(byArray, element.array()));
        taken.remove(attempt.node());
        attempt.move().ifPresent(move -> {
            taken.remove(move.target().node());
            unlink(migratingBy, attempt.node(), attempt.id());
            unlink(migratingBy, move.target().node(), attempt.id());
        });
    }

    private static void unlink(Map<NodeId, Set<TaskId>> index, NodeId node, TaskId task) {
        index.computeIfPresent(node, (id, tasks) -> tasks.remove(task) && tasks.isEmpty() ? null : tasks);
    }

    private static <K> void oneLess(Map<K, Integer> counts, K key) {
        counts.computeIfPresent(key, (same, count) -> count == 1 ? null : count - 1);
    }

    void remove(TaskId task) {
        Place place = places.remove(task);
        if (place != null) {
            inOrder.remove(task);
            unlink(place.attempt);
            undelivered.remove(place.attempt.key());
        }
    }

    Optional<LiveAttempt> find(TaskId task) {
        return Optional.ofNullable(places.get(task)).map(place -> place.attempt);
    }

    /** The attempt, if it is the current one and this node holds it. */
    Optional<LiveAttempt> heldBy(NodeId node, AttemptKey key) {
        return find(key.task()).filter(attempt -> attempt.isHeld(node, key));
    }

    /** Notes what a node has said of an attempt that it holds; who holds it stays as it is. */
    void update(LiveAttempt attempt, UnaryOperator<LiveAttempt> said) {
        places.get(attempt.id()).attempt = said.apply(attempt);
    }

    /** The lease of this attempt begins anew. */
    LiveAttempt renewed(LiveAttempt attempt, Duration uptime) {
        return attempt.leasedUntil(uptime.plus(length));
    }

    /** Every lease begins anew, as if all nodes had just been seen. */
    void renewAll(Duration uptime) {
        places.values().forEach(place -> place.attempt = renewed(place.attempt, uptime));
    }

    /** Those whose leases have run out. */
    List<LiveAttempt> expired(Duration uptime) {
        return places.values().stream()
                .map(place -> place.attempt)
                .filter(attempt -> attempt.leaseUntil().compareTo(uptime) <= 0)
                .toList();
    }

    List<LiveAttempt> on(NodeId node) {
        return byNode.getOrDefault(node, Set.of()).stream().map(this::get).toList();
    }

    /** What attempts take of a node, those that migrate to it too. */
    Taken takenOn(NodeId node) {
        return taken.computeIfAbsent(node, this::sumOn);
    }

    private Taken sumOn(NodeId node) {
        Taken sum = Taken.NOTHING;
        for (LiveAttempt attempt : on(node)) {
            sum = sum.plusHeld(attempt);
        }
        for (LiveAttempt attempt : migrating(node)) {
            if (attempt.move().orElseThrow().target().node().equals(node)) {
                sum = sum.plusArriving(attempt);
            }
        }
        return sum;
    }

    /** Those who have attempts on nodes. */
    Set<AccountId> buyers() {
        return byBuyer.keySet();
    }

    /** How many elements of each array are on nodes, if any is. */
    Map<String, Integer> elementsOnNodes() {
        return byArray;
    }

    int countOn(NodeId node) {
        return byNode.getOrDefault(node, Set.of()).size();
    }

    /** Attempts that migrate from or to a node. */
    List<LiveAttempt> migrating(NodeId node) {
        return migratingBy.getOrDefault(node, Set.of()).stream().map(this::get).toList();
    }

    /** All attempts that migrate. */
    List<LiveAttempt> migrating() {
        Set<TaskId> tasks = new HashSet<>();
        migratingBy.values().forEach(tasks::addAll);
        return tasks.stream().sorted().map(this::get).toList();
    }

    /** By the ids of their tasks. */
    List<LiveAttempt> all() {
        List<LiveAttempt> all = new ArrayList<>(inOrder.size());
        inOrder.values().forEach(place -> all.add(place.attempt));
        return all;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    private LiveAttempt get(TaskId task) {
        return places.get(task).attempt;
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
