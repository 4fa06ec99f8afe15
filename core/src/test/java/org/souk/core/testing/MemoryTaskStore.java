package org.souk.core.testing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.AccountId;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.TaskId;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.Attempt;
import org.souk.core.task.PastRun;
import org.souk.core.task.PastWait;
import org.souk.core.task.Task;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskSummary;
import org.souk.core.task.Workflow.ArrayElement;

/** {@link TaskStore} in a map. */
public final class MemoryTaskStore implements TaskStore, MemoryDatabase.Restorable {
    private final MemoryDatabase database;
    private final TreeMap<TaskId, Task> tasks = new TreeMap<>();
    private final Map<TaskId, String> fingerprints = new HashMap<>();
    private final Map<Key, TaskId> keys = new HashMap<>();
    private final Map<TaskId, Long> changes = new HashMap<>();
    private final Set<TaskId> locked = new HashSet<>();

    private final Set<Edge> edges = new HashSet<>();

    private record Edge(TaskId task, TaskId after) {}

    private record Key(AccountId buyer, String key) {}

    MemoryTaskStore(MemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void insert(List<NewTask> added) {
        database.requireTransaction();
        for (NewTask one : added) {
            Task task = one.task();
            Optional<String> key = one.idempotencyKey();
            if (key.isPresent() && keys.putIfAbsent(new Key(task.buyer(), key.get()), task.id()) != null) {
                throw new DuplicateKey(key.get());
            }
            tasks.put(task.id(), task);
            changes.put(task.id(), database.nextChange());
            fingerprints.put(task.id(), one.fingerprint());
            one.waitsFor().forEach(after -> edges.add(new Edge(task.id(), after)));
        }
    }

    @Override
    public Set<TaskId> dependents(Collection<TaskId> of) {
        database.requireTransaction();
        return edges.stream().filter(e -> of.contains(e.after)).map(Edge::task).collect(Collectors.toSet());
    }

    @Override
    public Set<TaskId> stopWaitingFor(Collection<TaskId> ended, Collection<TaskId> dependents) {
        database.requireTransaction();
        edges.removeIf(edge -> ended.contains(edge.after));
        return edges.stream().map(Edge::task).filter(dependents::contains).collect(Collectors.toSet());
    }

    @Override
    public List<TaskId> waitsFor(TaskId task) {
        database.requireTransaction();
        return edges.stream()
                .filter(e -> e.task.equals(task))
                .map(Edge::after)
                .sorted()
                .toList();
    }

    @Override
    public Optional<ArraySummary> array(String array) {
        database.requireTransaction();
        List<Task> elements = elementsOf(array).toList();
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        Map<TaskState, Long> counts =
                elements.stream().collect(Collectors.groupingBy(Task::state, Collectors.counting()));
        return Optional.of(new ArraySummary(
                array,
                elements.get(0).buyer(),
                place(elements.get(0)).index(),
                place(elements.get(elements.size() - 1)).index(),
                place(elements.get(0)).atOnce(),
                counts));
    }

    @Override
    public List<TaskId> elements(String array) {
        database.requireTransaction();
        return elementsOf(array).map(Task::id).toList();
    }

    private Stream<Task> elementsOf(String array) {
        return tasks.values().stream()
                .filter(t -> t.spec()
                        .workflow()
                        .array()
                        .filter(e -> e.array().equals(array))
                        .isPresent())
                .sorted(Comparator.comparing(t -> place(t).index()));
    }

    private static ArrayElement place(Task task) {
        return task.spec().workflow().array().orElseThrow();
    }

    @Override
    public Optional<Task> find(TaskId id) {
        database.requireTransaction();
        return Optional.ofNullable(tasks.get(id));
    }

    @Override
    public Optional<Submitted> findByKey(AccountId buyer, String idempotencyKey) {
        database.requireTransaction();
        return Optional.ofNullable(keys.get(new Key(buyer, idempotencyKey)))
                .map(id -> new Submitted(tasks.get(id), fingerprints.get(id)));
    }

    @Override
    public List<Task> lock(Collection<TaskId> ids) {
        database.requireTransaction();
        locked.addAll(ids);
        return ids.stream()
                .distinct()
                .sorted()
                .map(tasks::get)
                .filter(Objects::nonNull)
                .toList();
    }

    @Override
    public List<Task> save(List<Task> changed) {
        database.requireTransaction();
        List<Task> saved = new ArrayList<>();
        for (Task task : changed) {
            Task before = tasks.get(task.id());
            if (!locked.contains(task.id()) || before == null || before.version() != task.version()) {
                throw new IllegalStateException("task " + task.id() + " was not locked in this transaction");
            }
            Task after = task.withVersion(task.version() + 1);
            tasks.put(task.id(), after);
            changes.put(task.id(), database.nextChange());
            saved.add(after);
        }
        return saved;
    }

    @Override
    public List<Task> list(TaskQuery query) {
        database.requireTransaction();
        return tasks.descendingMap().values().stream()
                .filter(t -> query.buyer().map(t.buyer()::equals).orElse(true))
                .filter(t -> query.states().isEmpty() || query.states().contains(t.state()))
                .filter(t -> query.node()
                        .map(node -> t.current().map(Attempt::node).equals(Optional.of(node)))
                        .orElse(true))
                .filter(t -> query.array().isEmpty()
                        || query.array().equals(t.spec().workflow().array().map(ArrayElement::array)))
                .filter(t -> query.before().map(b -> t.id().compareTo(b) < 0).orElse(true))
                .limit(query.limit())
                .toList();
    }

    @Override
    public List<Version> changedSince(long number) {
        database.requireTransaction();
        return tasks.values().stream()
                .filter(t -> changes.get(t.id()) >= number)
                .filter(t -> number > ChangeSequence.START || !t.state().isFinal())
                .map(t -> new Version(t.id(), t.version()))
                .toList();
    }

    @Override
    public List<TaskSummary> summaries(Collection<TaskId> ids) {
        database.requireTransaction();
        return ids.stream()
                .map(tasks::get)
                .filter(Objects::nonNull)
                .map(Task::summary)
                .toList();
    }

    @Override
    public List<TaskSummary> unfinished(Optional<TaskId> after, int limit) {
        database.requireTransaction();
        return tasks.values().stream()
                .filter(t -> !t.state().isFinal())
                .filter(t -> after.filter(id -> t.id().compareTo(id) <= 0).isEmpty())
                .limit(limit)
                .map(Task::summary)
                .toList();
    }

    /** Every task, oldest first. */
    public List<Task> all() {
        database.requireTransaction();
        return List.copyOf(tasks.values());
    }

    @Override
    public Map<TaskState, Long> countByState() {
        database.requireTransaction();
        Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
        tasks.values().forEach(t -> counts.merge(t.state(), 1L, Long::sum));
        return counts;
    }

    @Override
    public List<PastWait> waitsSince(Instant since, int limit) {
        database.requireTransaction();
        return tasks.values().stream()
                .filter(t -> t.finishedAt().filter(at -> !at.isBefore(since)).isPresent())
                .sorted(Comparator.comparing((Task t) -> t.finishedAt().orElseThrow())
                        .reversed())
                .flatMap(t -> PastWait.of(t.summary()).stream())
                .limit(limit)
                .toList();
    }

    @Override
    public List<PastRun> runsSince(Instant since, int limit) {
        database.requireTransaction();
        return tasks.values().stream()
                .filter(t -> t.current().isPresent())
                .filter(t -> t.finishedAt().filter(at -> !at.isBefore(since)).isPresent())
                .map(t -> PastRun.soFar(t.summary(), t.finishedAt().orElseThrow()))
                .sorted(Comparator.comparing(PastRun::to).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public Runnable snapshot() {
        locked.clear();
        Map<TaskId, Task> tasksBefore = new HashMap<>(tasks);
        Map<TaskId, Long> changesBefore = Map.copyOf(changes);
        Map<TaskId, String> fingerprintsBefore = new HashMap<>(fingerprints);
        Map<Key, TaskId> keysBefore = new HashMap<>(keys);
        Set<Edge> edgesBefore = Set.copyOf(edges);
        return () -> {
            tasks.clear();
            tasks.putAll(tasksBefore);
            changes.clear();
            changes.putAll(changesBefore);
            fingerprints.clear();
            fingerprints.putAll(fingerprintsBefore);
            keys.clear();
            keys.putAll(keysBefore);
            edges.clear();
            edges.addAll(edgesBefore);
        };
    }
}
