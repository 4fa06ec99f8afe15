package org.souk.core.settlement;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.Transfer;
import org.souk.core.live.Buyers;
import org.souk.core.live.LiveState;
import org.souk.core.node.Node;
import org.souk.core.node.NodeStore;
import org.souk.core.pricing.Bill;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.pricing.Share;
import org.souk.core.pricing.Usage;
import org.souk.core.task.Attempt;
import org.souk.core.task.AttemptReport;
import org.souk.core.task.EndReason;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.TaskStore;
import org.souk.core.units.Money;

/**
 * Ends attempts: bills, pays and completes, or puts the task back into the queue.
 *
 * <p>A task is paid at most once: its row is locked, a report is only taken for the attempt that its node holds, and
 * the ledger refuses a second settlement.
 */
public final class Settlement {
    private final TaskStore tasks;
    private final NodeStore nodes;
    private final Ledger ledger;
    private final Buyers buyers;
    private final Dependents dependents;
    private final SettlementRules rules;
    private final LiveState live;

    public Settlement(
            TaskStore tasks,
            NodeStore nodes,
            Ledger ledger,
            Buyers buyers,
            Dependents dependents,
            SettlementRules rules,
            LiveState live) {
        this.tasks = tasks;
        this.nodes = nodes;
        this.ledger = ledger;
        this.buyers = buyers;
        this.dependents = dependents;
        this.rules = rules;
        this.live = live;
    }

    /** What became of a report. */
    public enum Verdict {
        /** It ended the task. */
        ENDED,
        /** The attempt is over and the task waits for another one. */
        REQUEUED,
        /** Settled before, or the attempt has passed on to another node: nothing was changed. */
        STALE,
        /** The node never held this attempt: nothing was changed. */
        FOREIGN
    }

    /** @param task as it is now; absent when there is none */
    public record Settled(AttemptReport report, Verdict verdict, Optional<Task> task) {}

    /**
     * What a transaction did.
     *
     * @param settled one for each report
     * @param followers dependents of tasks that ended: queued now, or ended with them
     */
    public record Outcome(List<Settled> settled, List<Task> followers) {}

    /**
     * Settles reports in one transaction. At most one a task; of several the first counts.
     *
     * @param seen what agents have said of their attempts and the rows do not say yet
     */
    Outcome settle(List<AttemptReport> reports, UnpersistedReports seen, Instant now) {
        Map<TaskId, Task> locked = tasks
                .lock(reports.stream().map(AttemptReport::task).distinct().toList())
                .stream()
                .collect(Collectors.toMap(Task::id, Function.identity()));
        Map<NodeId, AccountId> owners = new HashMap<>();
        List<Transfer> transfers = new ArrayList<>(reports.size());
        List<Task> changed = new ArrayList<>(reports.size());
        List<AttemptReport> taken = new ArrayList<>(reports.size());
        List<Settled> settled = new ArrayList<>(reports.size());
        for (AttemptReport report : reports) {
            Task task = locked.get(report.task());
            if (task == null) {
                settled.add(new Settled(report, Verdict.FOREIGN, Optional.empty()));
            } else if (!task.isHeldBy(report.node(), report.attempt())) {
                settled.add(new Settled(report, missed(task, report), Optional.of(task)));
            } else {
                Task ran = seen.addedTo(task);
                Task after = after(ran, plausible(report.ending(), ran), now, owners, transfers);
                locked.put(task.id(), after);
                changed.add(after);
                taken.add(report);
            }
        }
        List<Task> saved = tasks.save(changed);
        List<Task> followers = dependents.follow(saved, now, transfers);
        ledger.post(transfers);
        for (int i = 0; i < saved.size(); i++) {
            Task after = saved.get(i);
            Verdict verdict = after.state() == TaskState.QUEUED ? Verdict.REQUEUED : Verdict.ENDED;
            settled.add(new Settled(taken.get(i), verdict, Optional.of(after)));
        }
        return new Outcome(settled, followers);
    }

    private static Verdict missed(Task task, AttemptReport report) {
        boolean heldItOnce = report.attempt() >= 1
                && report.attempt() < task.nextAttempt()
                && (task.failedOn().contains(report.node())
                        || task.preemptions().evictedFrom().contains(report.node())
                        || task.journey().visited().contains(report.node())
                        || task.current()
                                .filter(a -> a.node().equals(report.node()) && a.number() == report.attempt())
                                .isPresent());
        return heldItOnce ? Verdict.STALE : Verdict.FOREIGN;
    }

    private Task after(Task task, Ending ending, Instant now, Map<NodeId, AccountId> owners, List<Transfer> transfers) {
        if (!ending.reason().isRetried()) {
            return end(task, ending, now, owners, transfers);
        }
        if (task.state() == TaskState.CANCELLING) {
            return end(task, Ending.without(EndReason.CANCELLED, "cancelled"), now, owners, transfers);
        }
        if (task.ownAttempts() >= rules.maxAttempts()) {
            String detail =
                    task.ownAttempts() + " attempts failed by fault of their nodes, the last one: " + ending.detail();
            return end(task, Ending.without(EndReason.TOO_MANY_ATTEMPTS, detail), now, owners, transfers);
        }
        return ending.reason() == EndReason.CHECKPOINT_UNUSABLE
                ? task.requeuedWithoutCheckpoint(now)
                : task.requeued(now);
    }

    private Task end(Task task, Ending ending, Instant now, Map<NodeId, AccountId> owners, List<Transfer> transfers) {
        Bill bill = ending.reason().isBilled() ? bill(task, ending.usage()) : Bill.NOTHING;
        transfers.add(Transfer.settle(
                dependents.nextId(),
                task.id(),
                task.buyer(),
                task.spec().maxPrice(),
                sellers(task.current().orElseThrow().node(), bill, owners),
                bill,
                now));
        return task.ended(ending, refunded(task, ending, bill, now, transfers), now);
    }

    private Bill bill(Task task, Usage usage) {
        List<Segment> segments = new ArrayList<>(task.journey().segments());
        Attempt attempt = task.current().orElseThrow();
        Position end = new Position(usage.fuel(), usage.wall());
        segments.add(attempt.until(end.atLeast(attempt.begin())));
        return rules.billing()
                .bill(
                        segments,
                        task.spec().resources(),
                        usage.peakMemory(),
                        task.spec().maxPrice());
    }

    private Map<AccountId, Money> sellers(NodeId last, Bill bill, Map<NodeId, AccountId> owners) {
        Map<AccountId, Money> paid = new LinkedHashMap<>();
        for (Share share : bill.shares()) {
            paid.merge(owners.computeIfAbsent(share.segment().node(), this::ownerOf), share.paid(), Money::plus);
        }
        if (bill.shares().isEmpty()) {
            paid.put(owners.computeIfAbsent(last, this::ownerOf), bill.paid());
        }
        return paid;
    }

    /** The bill, with what is given back for a broken promise. */
    private Bill refunded(Task task, Ending ending, Bill bill, Instant now, List<Transfer> transfers) {
        if (DeadlinePromise.brokenBy(task, ending, now).isEmpty()) {
            return bill;
        }
        Money refund = buyers.planOf(task.buyer()).refund(bill.charged());
        if (!refund.isPositive()) {
            return bill;
        }
        Bill reduced = bill.refunding(refund);
        transfers.add(Transfer.refund(dependents.nextId(), task.id(), task.buyer(), reduced, now));
        return reduced;
    }

    private AccountId ownerOf(NodeId node) {
        return nodes.find(node).map(Node::owner).orElseThrow(() -> new NotFound("node", node));
    }

    /**
     * A node cannot have used more fuel than the task may, nor more time than has passed while it was not suspended. It cannot cancel by itself,
     * and a task has only succeeded with all its outputs and no others.
     */
    private Ending plausible(Ending ending, Task task) {
        if (ending.reason() == EndReason.CANCELLED && task.state() != TaskState.CANCELLING) {
            return Ending.without(EndReason.NODE_FAULT, "the node cancelled it");
        }
        if (!namesItsOutputs(ending, task)) {
            return Ending.without(EndReason.NODE_FAULT, "the node named other outputs than the task");
        }
        Usage said = ending.usage();
        Instant now = live.since(task);
        return ending.withUsage(usage(task.plausible(new Position(said.fuel(), said.wall()), now), said));
    }

    private static Usage usage(Position at, Usage said) {
        return new Usage(at.fuel(), at.ran(), said.peakMemory());
    }

    private static boolean namesItsOutputs(Ending ending, Task task) {
        List<String> named = ending.outputs().stream().map(OutputFile::path).toList();
        List<String> wanted = task.spec().outputs();
        boolean distinct = new HashSet<>(named).size() == named.size();
        boolean complete = ending.reason() != EndReason.SUCCESS || named.size() == wanted.size();
        return distinct && complete && wanted.containsAll(named);
    }
}
