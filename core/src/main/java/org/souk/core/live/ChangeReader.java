package org.souk.core.live;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.souk.core.account.Account;
import org.souk.core.account.AccountStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.TaskId;
import org.souk.core.common.Transactions;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.task.PastRun;
import org.souk.core.task.PastWait;
import org.souk.core.task.TaskStore;
import org.souk.core.task.TaskStore.Version;
import org.souk.core.task.TaskSummary;

/** Reads from the stores what the live state follows, in short transactions. */
public final class ChangeReader {
    private static final int PAGE = 1000;
    /** Bounds the time of a start; the oldest, which count least, are left out first. */
    private static final int MAX_PAST = 100_000;

    private final TaskStore tasks;
    private final NodeStore nodes;
    private final AccountStore accounts;
    private final ChangeSequence sequence;
    private final Transactions transactions;

    public ChangeReader(
            TaskStore tasks,
            NodeStore nodes,
            AccountStore accounts,
            ChangeSequence sequence,
            Transactions transactions) {
        this.tasks = tasks;
        this.nodes = nodes;
        this.accounts = accounts;
        this.sequence = sequence;
        this.transactions = transactions;
    }

    /**
     * What has changed.
     *
     * @param horizon where to read on from the next time
     */
    record Changes(long horizon, List<Account> accounts, List<Node> nodes, List<TaskSummary> tasks) {}

    /**
     * Everything that has changed since a number.
     *
     * @param known the version of a task that is known; tasks that are not newer are not read
     */
    Changes since(long number, ToLongFunction<TaskId> known) {
        return transactions.call(() -> {
            // Read first: what has a lower number is seen by all that is read afterwards.
            long horizon = sequence.horizon();
            List<Account> changedAccounts = accounts.changedSince(number);
            List<Node> changedNodes = nodes.changedSince(number);
            List<TaskId> newer = tasks.changedSince(number).stream()
                    .filter(row -> known.applyAsLong(row.task()) < row.version())
                    .map(Version::task)
                    .toList();
            return new Changes(
                    horizon, changedAccounts, changedNodes, newer.isEmpty() ? List.of() : tasks.summaries(newer));
        });
    }

    /** All tasks that have not ended. */
    Map<TaskId, TaskSummary> unfinished() {
        Map<TaskId, TaskSummary> found = new HashMap<>();
        Optional<TaskId> last = Optional.empty();
        List<TaskSummary> page;
        do {
            Optional<TaskId> after = last;
            page = transactions.call(() -> tasks.unfinished(after, PAGE));
            page.forEach(task -> found.put(task.id(), task));
            last = page.isEmpty() ? last : Optional.of(page.get(page.size() - 1).id());
        } while (page.size() == PAGE);
        return found;
    }

    List<Node> nodes() {
        return transactions.call(() -> nodes.list(Optional.empty()));
    }

    Collection<TaskSummary> rows(Collection<TaskId> ids) {
        return transactions.call(() -> tasks.summaries(ids));
    }

    List<PastRun> runsSince(Instant since) {
        return transactions.call(() -> tasks.runsSince(since, MAX_PAST));
    }

    List<PastWait> waitsSince(Instant since) {
        return transactions.call(() -> tasks.waitsSince(since, MAX_PAST));
    }
}
