package org.souk.core.scheduling.planning;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.scheduling.BuyerShare;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.FairShare;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Priority;
import org.souk.core.units.Resources;

/**
 * The order in which tasks are served.
 *
 * <p>Higher classes come first, and who waits long rises by a class at a time. In a class the buyer is next who has used
 * least by its weight, by {@link FairShare} and by what this plan has given so far. Of a buyer's tasks, attempts that were
 * suspended come first; then a task is served as if it had been submitted later by a multiple of its expected duration:
 * short ones go first, which keeps the mean slowdown low, but nobody is overtaken for ever.
 */
final class ServiceOrder {
    private static final int HIGHEST = Priority.values().length - 1;

    /** What is on nodes now counts as much as if it had been there for so many seconds: usage alone lags behind. */
    private static final double PRESENT_SECONDS = 60;

    private static final Comparator<Entry> OWN_ORDER =
            Comparator.comparingLong(Entry::key).thenComparing(Entry::id);
    private static final Comparator<Line> FAIR_ORDER =
            Comparator.comparingDouble((Line line) -> line.buyer.use()).thenComparing(Line::head, OWN_ORDER);

    /**
     * Who is served: a task that waits or an attempt that is suspended.
     *
     * @param key lower ones first
     */
    record Entry(TaskId id, long key, Optional<WaitingTask> waiting, Optional<RunningTask> suspended) {}

    /** A buyer's use of the market in the middle of a plan. */
    private static final class Buyer {
        private final double weight;
        private double seconds;

        private Buyer(BuyerShare share, Resources forSale) {
            weight = share.plan().weight();
            seconds = share.usage() + PRESENT_SECONDS * FairShare.dominant(share.onNodes(), forSale);
        }

        private double use() {
            return seconds / weight;
        }
    }

    /** A buyer's tasks of one class. */
    private static final class Line {
        private final Buyer buyer;
        private final List<Entry> entries = new ArrayList<>();
        private int next;

        private Line(Buyer buyer) {
            this.buyer = buyer;
        }

        private Entry head() {
            return entries.get(next);
        }
    }

    private final SchedulingRules rules;
    private final ClusterSnapshot snapshot;
    private final Map<AccountId, Buyer> buyers = new HashMap<>();
    private final List<Map<AccountId, Line>> classes = new ArrayList<>();
    private final PriorityQueue<Line> fair = new PriorityQueue<>(FAIR_ORDER);
    private int rank = HIGHEST;
    private Line current;

    ServiceOrder(ClusterSnapshot snapshot, SchedulingRules rules) {
        this.rules = rules;
        this.snapshot = snapshot;
        for (int i = 0; i <= HIGHEST; i++) {
            classes.add(new HashMap<>());
        }
        for (RunningTask attempt : snapshot.running()) {
            if (attempt.suspended() && !attempt.cancelled()) {
                line(rank(attempt), attempt.buyer())
                        .add(new Entry(attempt.task(), Long.MIN_VALUE, Optional.empty(), Optional.of(attempt)));
            }
        }
        for (WaitingTask task : snapshot.waiting()) {
            line(rank(task), task.buyer()).add(new Entry(task.id(), key(task), Optional.of(task), Optional.empty()));
        }
        classes.forEach(lines -> lines.values().forEach(line -> line.entries.sort(OWN_ORDER)));
        fair.addAll(classes.get(rank).values());
    }

    private List<Entry> line(int rank, AccountId account) {
        return classes.get(rank)
                .computeIfAbsent(
                        account,
                        a -> new Line(buyers.computeIfAbsent(
                                a,
                                b -> new Buyer(
                                        snapshot.sharing().of(b),
                                        snapshot.sharing().forSale()))))
                .entries;
    }

    private int rank(WaitingTask task) {
        return risen(
                task.priority(), task.submittedAt(), rules.ageing(task.request().expected()));
    }

    private int rank(RunningTask suspended) {
        return risen(
                suspended.priority(),
                suspended.preemptedAt().orElse(snapshot.now()),
                rules.ageing().plus(suspended.expected().multipliedBy(rules.protection())));
    }

    private int risen(Priority from, Instant since, Duration step) {
        Duration waited = Duration.between(since, snapshot.now());
        long risen = waited.isNegative() ? 0 : waited.dividedBy(step);
        return (int) Math.min(HIGHEST, from.ordinal() + risen);
    }

    private long key(WaitingTask task) {
        return task.submittedAt().toEpochMilli()
                + rules.patience() * task.request().expected().toMillis();
    }

    /** The next in order; empty at the end. */
    Optional<Entry> next() {
        if (current != null) {
            current.next++;
            if (current.next < current.entries.size()) {
                fair.add(current);
            }
            current = null;
        }
        while (fair.isEmpty() && rank > 0) {
            rank--;
            fair.addAll(classes.get(rank).values());
        }
        current = fair.poll();
        return Optional.ofNullable(current).map(Line::head);
    }

    /** The one who was next has got something. */
    void took(Resources resources, Duration expected) {
        current.buyer.seconds +=
                FairShare.dominant(resources, snapshot.sharing().forSale()) * expected.toMillis() / 1000.0;
    }
}
