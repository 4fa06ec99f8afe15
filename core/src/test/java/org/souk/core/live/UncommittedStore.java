package org.souk.core.live;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.souk.core.account.AccountStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.node.NodeStore;
import org.souk.core.task.Task;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskStore.Version;
import org.souk.core.task.TaskSummary;

/**
 * Tasks of which some are written and not committed: each change takes its number when it is written, and is seen when it is
 * committed, in any order. A task that is written has its row locked until then.
 */
final class UncommittedStore {
    private final Map<TaskId, Row> rows = new HashMap<>();
    private final List<Row> open = new ArrayList<>();
    private long next = 1;

    private record Row(Task task, long number) {}

    void write(Task task) {
        open.add(new Row(task, next++));
    }

    /** @param change gets null for a task that does not exist, and may give null for no change */
    void writeNext(TaskId id, UnaryOperator<Task> change) {
        boolean locked = open.stream().anyMatch(row -> row.task.id().equals(id));
        Row known = rows.get(id);
        Task changed = locked ? null : change.apply(known == null ? null : known.task);
        if (changed != null) {
            write(known == null ? changed : changed.withVersion(known.task.version() + 1));
        }
    }

    Optional<TaskSummary> commitOne(Random random) {
        return takeOne(random).map(row -> {
            rows.put(row.task.id(), row);
            return row.task.summary();
        });
    }

    void rollBackOne(Random random) {
        takeOne(random);
    }

    private Optional<Row> takeOne(Random random) {
        return open.isEmpty() ? Optional.empty() : Optional.of(open.remove(random.nextInt(open.size())));
    }

    void commitAll() {
        open.forEach(row -> rows.put(row.task.id(), row));
        open.clear();
    }

    /** A change that takes no number, as none should. */
    void changeUnnumbered(Task task) {
        Row known = rows.get(task.id());
        rows.put(task.id(), new Row(task.withVersion(known.task.version() + 1), known.number));
    }

    /** A task that takes no number, likewise. */
    void appearUnnumbered(Task task) {
        rows.put(task.id(), new Row(task, 0));
    }

    Map<TaskId, TaskSummary> unfinished() {
        return rows.values().stream()
                .filter(row -> !row.task.state().isFinal())
                .collect(Collectors.toMap(row -> row.task.id(), row -> row.task.summary()));
    }

    ChangeReader reader() {
        ChangeSequence sequence =
                () -> open.stream().mapToLong(Row::number).min().orElse(next);
        Transactions transactions = new Transactions() {
            @Override
            public <T> T call(Supplier<T> work) {
                return work.get();
            }
        };
        return new ChangeReader(tasks(), none(NodeStore.class), none(AccountStore.class), sequence, transactions);
    }

    private TaskStore tasks() {
        return (TaskStore) Proxy.newProxyInstance(
                TaskStore.class.getClassLoader(),
                new Class<?>[] {TaskStore.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "changedSince" -> changedSince((Long) arguments[0]);
                    case "summaries" -> summaries((Collection<?>) arguments[0]);
                    case "unfinished" -> List.copyOf(unfinished().values());
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private List<Version> changedSince(long number) {
        return rows.values().stream()
                .filter(row -> row.number >= number)
                .filter(row ->
                        number > ChangeSequence.START || !row.task.state().isFinal())
                .map(row -> new Version(row.task.id(), row.task.version()))
                .toList();
    }

    private List<TaskSummary> summaries(Collection<?> ids) {
        return ids.stream()
                .map(rows::get)
                .filter(Objects::nonNull)
                .map(row -> row.task.summary())
                .toList();
    }

    /** A store that is empty. */
    private static <S> S none(Class<S> store) {
        return store.cast(Proxy.newProxyInstance(
                store.getClassLoader(), new Class<?>[] {store}, (proxy, method, arguments) -> List.of()));
    }
}
