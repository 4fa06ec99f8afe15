package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.souk.core.common.AccountId;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.TaskId;
import org.souk.core.task.ArraySummary;
import org.souk.core.task.PastRun;
import org.souk.core.task.PastWait;
import org.souk.core.task.Priority;
import org.souk.core.task.Task;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskSummary;
import org.souk.core.units.Resources;

/** {@link TaskStore} in the table {@code task}. */
public final class JpaTaskStore implements TaskStore {
    private static final String KEY_INDEX = "task_by_key";
    private static final int CHUNK = 500;
    private static final Set<TaskState> UNFINISHED = Stream.of(TaskState.values())
            .filter(state -> !state.isFinal())
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(TaskState.class)));

    private final EntityManager entities;

    /** @param entities used by many threads: a container's proxy, or one like it */
    public JpaTaskStore(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void insert(List<NewTask> tasks) {
        for (NewTask task : tasks) {
            entities.persist(TaskRow.of(task.task(), task.idempotencyKey(), task.fingerprint()));
            task.waitsFor()
                    .forEach(after ->
                            entities.persist(DependencyRow.of(task.task().id(), after)));
        }
        try {
            entities.flush();
        } catch (PersistenceException e) {
            Optional<String> key = tasks.stream()
                    .flatMap(task -> task.idempotencyKey().stream())
                    .findFirst();
            if (key.isPresent() && UniqueViolation.of(KEY_INDEX, e)) {
                throw duplicate(key.get(), e);
            }
            throw e;
        }
    }

    @Override
    public Set<TaskId> dependents(Collection<TaskId> of) {
        return inChunks(of, ids -> entities.createQuery(
                        "SELECT DISTINCT d.key.task FROM DependencyRow d WHERE d.key.waitsFor IN :ids", String.class)
                .setParameter("ids", ids)
                .getResultList());
    }

    @Override
    public Set<TaskId> stopWaitingFor(Collection<TaskId> ended, Collection<TaskId> dependents) {
        inChunks(ended, ids -> {
            entities.createQuery("DELETE FROM DependencyRow d WHERE d.key.waitsFor IN :ids")
                    .setParameter("ids", ids)
                    .executeUpdate();
            return List.of();
        });
        return inChunks(dependents, ids -> entities.createQuery(
                        "SELECT DISTINCT d.key.task FROM DependencyRow d WHERE d.key.task IN :ids", String.class)
                .setParameter("ids", ids)
                .getResultList());
    }

    /** Bounds the length of one statement. */
    private static Set<TaskId> inChunks(Collection<TaskId> tasks, Function<List<String>, List<String>> statement) {
        List<String> ids = tasks.stream().map(TaskId::value).toList();
        Set<TaskId> found = new HashSet<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            statement
                    .apply(ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .forEach(id -> found.add(new TaskId(id)));
        }
        return found;
    }

    @Override
    public List<TaskId> waitsFor(TaskId task) {
        return entities.createQuery(
                        "SELECT d.key.waitsFor FROM DependencyRow d WHERE d.key.task = :task ORDER BY d.key.waitsFor",
                        String.class)
                .setParameter("task", task.value())
                .getResultStream()
                .map(TaskId::new)
                .toList();
    }

    @Override
    public Optional<ArraySummary> array(String array) {
        List<Object[]> groups = entities.createQuery(
                        "SELECT t.state, COUNT(t), MIN(t.workflow.index), MAX(t.workflow.index),"
                                + " MIN(t.workflow.atOnce), MIN(t.buyer)"
                                + " FROM TaskRow t WHERE t.workflow.array = :array GROUP BY t.state",
                        Object[].class)
                .setParameter("array", array)
                .getResultList();
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
        int from = Integer.MAX_VALUE;
        int to = 0;
        for (Object[] group : groups) {
            counts.put((TaskState) group[0], ((Number) group[1]).longValue());
            from = Math.min(from, (Integer) group[2]);
            to = Math.max(to, (Integer) group[3]);
        }
        Object[] any = groups.get(0);
        return Optional.of(new ArraySummary(array, new AccountId((String) any[5]), from, to, (Integer) any[4], counts));
    }

    @Override
    public List<TaskId> elements(String array) {
        return entities.createQuery(
                        "SELECT t.id FROM TaskRow t WHERE t.workflow.array = :array ORDER BY t.workflow.index",
                        String.class)
                .setParameter("array", array)
                .getResultStream()
                .map(TaskId::new)
                .toList();
    }

    private static DuplicateKey duplicate(String key, PersistenceException cause) {
        DuplicateKey duplicate = new DuplicateKey(key);
        duplicate.initCause(cause);
        return duplicate;
    }

    @Override
    public Optional<Task> find(TaskId id) {
        return Optional.ofNullable(entities.find(TaskRow.class, id.value())).map(TaskRow::toDomain);
    }

    @Override
    public Optional<Submitted> findByKey(AccountId buyer, String idempotencyKey) {
        return entities.createQuery(
                        "SELECT t FROM TaskRow t WHERE t.buyer = :buyer AND t.idempotencyKey = :key", TaskRow.class)
                .setParameter("buyer", buyer.value())
                .setParameter("key", idempotencyKey)
                .getResultStream()
                .findFirst()
                .map(TaskRow::toSubmitted);
    }

    @Override
    public List<Task> lock(Collection<TaskId> ids) {
        List<String> keys = ids.stream().map(TaskId::value).toList();
        return RowLock.all(entities, TaskRow.class, keys).stream()
                .map(TaskRow::toDomain)
                .toList();
    }

    @Override
    public List<Task> save(List<Task> tasks) {
        List<Task> saved = new ArrayList<>(tasks.size());
        for (Task task : tasks) {
            // Locked before, so this comes from the persistence context and asks no database.
            TaskRow row = entities.find(TaskRow.class, task.id().value());
            if (row == null || row.version() != task.version()) {
                throw new IllegalStateException("task " + task.id() + " was not locked in this transaction");
            }
            Task next = task.withVersion(task.version() + 1);
            row.writeProgress(next);
            saved.add(next);
        }
        return saved;
    }

    @Override
    public List<Task> list(TaskQuery query) {
        List<String> conditions = new ArrayList<>();
        query.buyer().ifPresent(buyer -> conditions.add("t.buyer = :buyer"));
        query.node().ifPresent(node -> conditions.add("t.node = :node"));
        query.array().ifPresent(array -> conditions.add("t.workflow.array = :array"));
        query.before().ifPresent(before -> conditions.add("t.id < :before"));
        if (!query.states().isEmpty()) {
            conditions.add("t.state IN :states");
        }
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        TypedQuery<TaskRow> rows =
                entities.createQuery("SELECT t FROM TaskRow t" + where + " ORDER BY t.id DESC", TaskRow.class);
        query.buyer().ifPresent(buyer -> rows.setParameter("buyer", buyer.value()));
        query.node().ifPresent(node -> rows.setParameter("node", node.value()));
        query.array().ifPresent(array -> rows.setParameter("array", array));
        query.before().ifPresent(before -> rows.setParameter("before", before.value()));
        if (!query.states().isEmpty()) {
            rows.setParameter("states", query.states());
        }
        return rows.setMaxResults(query.limit())
                .getResultStream()
                .map(TaskRow::toDomain)
                .toList();
    }

    @Override
    public List<Version> changedSince(long number) {
        // What has not ended is found by its state; rows of before changes had numbers count as changed then.
        boolean fromTheStart = number <= ChangeSequence.START;
        TypedQuery<Object[]> changed = entities.createQuery(
                "SELECT t.id, t.version FROM TaskRow t WHERE "
                        + (fromTheStart ? "t.state IN :states" : "t.changeNumber >= :number"),
                Object[].class);
        if (fromTheStart) {
            changed.setParameter("states", UNFINISHED);
        } else {
            changed.setParameter("number", number);
        }
        return changed.getResultStream()
                .map(row -> new Version(new TaskId((String) row[0]), (Long) row[1]))
                .toList();
    }

    @Override
    public List<TaskSummary> summaries(Collection<TaskId> ids) {
        List<String> keys = ids.stream().map(TaskId::value).distinct().toList();
        List<TaskSummary> found = new ArrayList<>(keys.size());
        for (int from = 0; from < keys.size(); from += CHUNK) {
            found.addAll(summaries(
                    Unmanaged.rows(entities, "SELECT t FROM TaskSummaryRow t WHERE t.id IN :ids", TaskSummaryRow.class)
                            .setParameter("ids", keys.subList(from, Math.min(keys.size(), from + CHUNK)))));
        }
        return found;
    }

    @Override
    public List<TaskSummary> unfinished(Optional<TaskId> after, int limit) {
        String page = after.isPresent() ? " AND t.id > :after" : "";
        TypedQuery<TaskSummaryRow> rows = Unmanaged.rows(
                        entities,
                        "SELECT t FROM TaskSummaryRow t WHERE t.state IN :states" + page + " ORDER BY t.id",
                        TaskSummaryRow.class)
                .setParameter("states", UNFINISHED)
                .setMaxResults(limit);
        after.ifPresent(id -> rows.setParameter("after", id.value()));
        return summaries(rows);
    }

    private List<TaskSummary> summaries(TypedQuery<TaskSummaryRow> query) {
        List<TaskSummaryRow> rows = query.getResultList();
        Map<TaskId, TaskSummary> former = summariesOfBefore(rows.stream()
                .filter(row -> row.contents().isEmpty())
                .map(row -> row.taskId().value())
                .toList());
        return rows.stream()
                .flatMap(row -> row.toDomain().or(() -> Optional.ofNullable(former.get(row.taskId()))).stream())
                .toList();
    }

    /** Of rows that were written before they told their contents, from all of the row. */
    private Map<TaskId, TaskSummary> summariesOfBefore(List<String> ids) {
        Map<TaskId, TaskSummary> found = new HashMap<>();
        for (int from = 0; from < ids.size(); from += CHUNK) {
            Unmanaged.rows(entities, "SELECT t FROM TaskRow t WHERE t.id IN :ids", TaskRow.class)
                    .setParameter("ids", ids.subList(from, Math.min(ids.size(), from + CHUNK)))
                    .getResultStream()
                    .map(row -> row.toDomain().summary())
                    .forEach(summary -> found.put(summary.id(), summary));
        }
        return found;
    }

    @Override
    public List<PastWait> waitsSince(Instant since, int limit) {
        return entities.createQuery(
                        "SELECT t.priority, t.submittedAt, t.assignedAt FROM TaskRow t"
                                + " WHERE t.finishedAt >= :since AND t.assignedAt IS NOT NULL"
                                + " AND t.attempts = 1 AND t.workflow.after IS NULL AND t.workflow.array IS NULL"
                                + " ORDER BY t.finishedAt DESC",
                        Object[].class)
                .setParameter("since", since)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> PastWait.between((Priority) row[0], (Instant) row[1], (Instant) row[2]))
                .toList();
    }

    @Override
    public List<PastRun> runsSince(Instant since, int limit) {
        return entities.createQuery(
                        "SELECT t.buyer, t.resources.cpuMillis, t.resources.ramBytes, t.resources.storageBytes,"
                                + " t.assignedAt, t.finishedAt FROM TaskRow t"
                                + " WHERE t.finishedAt >= :since AND t.assignedAt IS NOT NULL"
                                + " ORDER BY t.finishedAt DESC",
                        Object[].class)
                .setParameter("since", since)
                .setMaxResults(limit)
                .getResultStream()
                .map(row -> new PastRun(
                        new AccountId((String) row[0]),
                        Resources.of((Integer) row[1], (Long) row[2], (Long) row[3]),
                        (Instant) row[4],
                        (Instant) row[5]))
                .toList();
    }

    @Override
    public Map<TaskState, Long> countByState() {
        Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
        entities.createQuery("SELECT t.state, COUNT(t) FROM TaskRow t GROUP BY t.state", Object[].class)
                .getResultStream()
                .forEach(row -> counts.put((TaskState) row[0], ((Number) row[1]).longValue()));
        return counts;
    }
}
