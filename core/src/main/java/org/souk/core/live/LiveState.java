package org.souk.core.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.souk.core.common.AccountId;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MonotonicClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.forecast.Outlook;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.link.Orders;
import org.souk.core.link.Progress;
import org.souk.core.live.Fleet.Member;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.NodeSnapshot.Transfer;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.limit.ArrayLimit;
import org.souk.core.scheduling.limit.Limit;
import org.souk.core.scheduling.limit.PlanQuota;
import org.souk.core.task.PastWait;
import org.souk.core.task.TaskSummary;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/**
 * The live state: one lock over the {@link Fleet}, the {@link Backlog}, the {@link Leases} and the {@link Reservations}.
 *
 * <p>What is stored of tasks and nodes is taken in by {@link #changed} in any order and any number of times: the version of
 * a row decides which of two changes is newer. The {@link Follower} sees to it that none is missed. Every method is short
 * and calls nobody while it holds the lock.
 */
public final class LiveState {
    private static final Logger LOG = System.getLogger(LiveState.class.getName());
    /** Versions of ended tasks that are remembered, so that late news of them changes nothing. */
    private static final int REMEMBERED = 50_000;

    private final LoadForecaster forecaster;
    private final Buyers buyers;
    private final MonotonicClock time;

    private final Fleet fleet;
    private final Backlog backlog = new Backlog();
    private final Leases leases;
    private final Reservations reservations = new Reservations();
    private final Map<AccountId, Integer> unfinishedOf = new HashMap<>();
    private final Map<TaskId, Long> ended = new LinkedHashMap<>();
    private LoadStatistics load = new LoadStatistics();
    private long tick;

    /** @param lease how long an attempt stays with a node that is not seen */
    public LiveState(Duration lease, LoadForecaster forecaster, Buyers buyers, MonotonicClock time) {
        this.forecaster = forecaster;
        this.buyers = buyers;
        this.time = time;
        this.fleet = new Fleet(lease);
        this.leases = new Leases(lease);
    }

    // What is stored

    /**
     * A task is stored like this, or was.
     *
     * @return false when as much or more was known of it
     */
    public synchronized boolean changed(TaskSummary task, Instant now) {
        Optional<TaskSummary> known = known(task.id());
        if (known.map(TaskSummary::version).orElse(ended.getOrDefault(task.id(), -1L)) >= task.version()) {
            return false;
        }
        if (known.isEmpty() && !task.state().isFinal()) {
            unfinishedOf.merge(task.buyer(), 1, Integer::sum);
        }
        switch (task.state()) {
            case BLOCKED, QUEUED -> queue(task, now);
            case ASSIGNED, RUNNING, SUSPENDED, CANCELLING -> lease(task, now);
            case COMPLETED, FAILED, CANCELLED -> end(task, known, now);
        }
        return true;
    }

    private Optional<TaskSummary> known(TaskId task) {
        return leases.find(task).map(LiveAttempt::task).or(() -> backlog.find(task));
    }

    private void queue(TaskSummary task, Instant now) {
        ended.remove(task.id());
        leases.remove(task.id());
        buyers.ended(task.id(), now);
        backlog.put(task, now, time.uptime());
    }

    private void lease(TaskSummary task, Instant now) {
        ended.remove(task.id());
        reservations.remove(task.id());
        backlog.remove(task.id(), time.uptime())
                .ifPresent(waited -> load.waited(task.spec().priority(), waited, now));
        LiveAttempt attempt = leases.put(task, time.uptime());
        buyers.began(task.id(), task.buyer(), attempt.reserved(), now);
    }

    private void end(TaskSummary task, Optional<TaskSummary> known, Instant now) {
        known.ifPresent(before ->
                unfinishedOf.computeIfPresent(before.buyer(), (buyer, count) -> count == 1 ? null : count - 1));
        drop(task.id(), now);
        ended.put(task.id(), task.version());
        if (ended.size() > REMEMBERED) {
            ended.remove(ended.keySet().iterator().next());
        }
    }

    private void drop(TaskId task, Instant now) {
        reservations.remove(task);
        backlog.remove(task, time.uptime());
        leases.remove(task);
        buyers.ended(task, now);
    }

    /**
     * Takes over what is stored, whatever is known.
     *
     * @param row empty when there is no such task: what was said of it was never stored
     * @return false when something newer was said meanwhile
     */
    synchronized boolean mend(TaskId id, Optional<TaskSummary> row, Instant now) {
        Optional<TaskSummary> known = known(id);
        if (known.isPresent()
                && row.isPresent()
                && known.get().version() > row.get().version()) {
            return false;
        }
        known.ifPresent(task -> end(task, known, now));
        ended.remove(id);
        row.ifPresent(task -> changed(task, now));
        return true;
    }

    /**
     * A node is stored like this, or was.
     *
     * @return false when as much or more was known of it
     */
    public synchronized boolean changed(Node node) {
        return fleet.put(node);
    }

    /** All tasks that have not ended, as they are known. */
    synchronized Map<TaskId, TaskSummary> tasks() {
        List<TaskSummary> all = new ArrayList<>();
        backlog.addTo(all);
        leases.all().forEach(attempt -> all.add(attempt.task()));
        Map<TaskId, TaskSummary> byId = new HashMap<>();
        all.forEach(task -> byId.put(task.id(), task));
        return byId;
    }

    synchronized Optional<TaskSummary> task(TaskId id) {
        return known(id);
    }

    /** How often the task had changed by what is known; -1 if nothing is. */
    synchronized long versionOf(TaskId task) {
        return known(task).map(TaskSummary::version).orElse(ended.getOrDefault(task, -1L));
    }

    // The queue

    /** How many tasks of a buyer have not ended. */
    public synchronized int unfinished(AccountId buyer) {
        return unfinishedOf.getOrDefault(buyer, 0);
    }

    /** Tasks that wait for others although their deadline has passed. */
    public synchronized List<TaskId> overdueBlocked(Instant now) {
        return backlog.overdueBlocked(now);
    }

    /**
     * The tasks that wait for nodes, and what there is for them. Without those that wait because their own array or their
     * buyer's plan has as much on nodes as it may: their wait begins when that ends.
     */
    public synchronized Queue watchQueue(Instant now) {
        Duration uptime = time.uptime();
        Sharing sharing = sharing(now);
        List<Limit> limits = List.of(new ArrayLimit(sharing), new PlanQuota(sharing));
        List<Queue.Waiting> tasks = new ArrayList<>();
        for (WaitingTask task : backlog.waiting()) {
            boolean admitted = limits.stream().allMatch(limit -> limit.admits(task));
            if (admitted || task.deadline().isPresent()) {
                limits.forEach(limit -> limit.took(task));
                Instant since = now.minus(backlog.waited(task.id(), uptime));
                tasks.add(new Queue.Waiting(task, since, reservations.holdsFrom(task.id(), now)));
            } else {
                backlog.waitAnew(task.id(), uptime);
            }
        }
        long forSale = fleet.all().stream()
                .filter(member -> member.isSelling(uptime))
                .mapToLong(member -> member.node().offer().forSale().cpu().value())
                .sum();
        return new Queue(now, tasks, forSale);
    }

    /** What was measured of the load, as it is now; changes of it change nothing here. */
    public synchronized LoadStatistics load() {
        return load.copy();
    }

    /** Notes how much the queue pressed. */
    public synchronized void pressed(double pressure, Instant now) {
        load.pressed(pressure, now);
    }

    /** Starts over with what former waits have shown of the load. */
    public synchronized void rebuildLoad(Collection<PastWait> recent) {
        load = new LoadStatistics();
        recent.forEach(past -> load.waited(past.requested(), past.waited(), past.until()));
    }

    public synchronized int waitingCount() {
        return backlog.waitingCount();
    }

    /** True when no task waits and no node holds an attempt: there is nothing to plan. */
    public synchronized boolean isIdle() {
        return backlog.isEmpty() && leases.isEmpty();
    }

    public synchronized Optional<WaitingTask> waiting(TaskId task) {
        return backlog.waiting(task);
    }

    // Room that is kept for promises

    /** Room is kept from now on, until the task is on a node or has ended. */
    public synchronized void keep(Reservation reservation) {
        reservations.keep(reservation);
    }

    /** The room that was kept for a task is not there any more. */
    public synchronized void giveUp(TaskId task) {
        reservations.remove(task);
    }

    /** The room that is kept for a task. */
    public synchronized Optional<Reservation> reservation(TaskId task) {
        return reservations.find(task);
    }

    // Nodes and their sessions

    /** An agent opened a session; its former one, if any, is returned so that it can be closed. */
    public synchronized Optional<NodeLink> connected(Node node, NodeLink link, Optional<Mover> mover, Instant now) {
        Optional<NodeLink> former = fleet.connect(node, link, now, time.uptime());
        fleet.find(node.id()).mover(mover);
        return former;
    }

    /** A session ended. The attempts stay leased: the agent may come back. A former session's end changes nothing. */
    public synchronized void disconnected(NodeId node, NodeLink link) {
        fleet.disconnect(node, link);
    }

    private Optional<Member> member(NodeId node) {
        return Optional.ofNullable(fleet.find(node));
    }

    /** What a node can do in moves; empty when it can do nothing. */
    public synchronized Optional<Mover> mover(NodeId node) {
        return member(node).flatMap(Member::mover);
    }

    /** Notes how fast a snapshot went from one node to another. */
    public synchronized void transferred(NodeId from, NodeId to, Bytes snapshot, Duration took) {
        if (took.isZero()) {
            // Known from a heartbeat only, which does not say.
            return;
        }
        long millis = Math.max(1, took.toMillis());
        long speed = snapshot.count() / millis * 1000 + snapshot.count() % millis * 1000 / millis;
        member(from).ifPresent(member -> member.transferred(speed));
        member(to).ifPresent(member -> member.transferred(speed));
    }

    /**
     * Takes in a heartbeat: the load, and which attempts the agent still holds, whose leases are renewed.
     *
     * @return what the agent must be told
     */
    public Orders heartbeat(NodeId node, NodeLoad load, Collection<Progress> held, Instant now) {
        LoadHistory history;
        Orders orders;
        synchronized (this) {
            Member member = fleet.find(node);
            if (member == null) {
                return Orders.NONE;
            }
            history = member.measured(load, now, time.uptime());
            orders = renew(node, held, now);
        }
        LoadForecast forecast = forecaster.forecast(history);
        synchronized (this) {
            member(node).ifPresent(member -> member.forecast(forecast));
        }
        return orders;
    }

    /** What the nodes' own loads are expected to be from now on; for those that are not named, nothing is. */
    public synchronized void outlooks(Map<NodeId, Outlook> outlooks) {
        fleet.all().forEach(member -> member.outlook(outlooks.get(member.node().id())));
    }

    /** Starts over with what former attempts have shown of the nodes. */
    public synchronized void rebuildRecords(Map<NodeId, TrackRecord> records) {
        fleet.all()
                .forEach(member ->
                        member.become(records.getOrDefault(member.node().id(), TrackRecord.NEW)));
    }

    /** Takes into a node's record what an attempt has shown of it. */
    public synchronized void recorded(NodeId node, UnaryOperator<TrackRecord> shown) {
        member(node).ifPresent(member -> member.become(shown.apply(member.record())));
    }

    public synchronized Optional<Node> node(NodeId id) {
        return member(id).map(Member::node);
    }

    public synchronized Optional<NodeLink> link(NodeId node) {
        return member(node).flatMap(Member::link);
    }

    public synchronized Set<NodeLink> links() {
        return fleet.links();
    }

    /** When each connected node was last seen. */
    public synchronized Map<NodeId, Instant> lastSeen() {
        return fleet.lastSeen();
    }

    public synchronized boolean hasPool(String pool) {
        return fleet.all().stream()
                .anyMatch(member -> member.node().offer().terms().pool().equals(Optional.of(pool)));
    }

    /** What requirements may ask of the nodes, by their ids. */
    public synchronized List<NodeFacts> nodeFacts() {
        return fleet.all().stream().map(Member::facts).toList();
    }

    /** All nodes for people, by name. */
    public synchronized List<LiveNode> nodes() {
        Duration uptime = time.uptime();
        return fleet.all().stream()
                .map(member -> view(member, uptime))
                .sorted((a, b) -> a.node().name().compareTo(b.node().name()))
                .toList();
    }

    /** One node for people. */
    public synchronized Optional<LiveNode> view(NodeId node) {
        return member(node).map(member -> view(member, time.uptime()));
    }

    private LiveNode view(Member member, Duration uptime) {
        NodeId node = member.node().id();
        return member.view(leases.takenOn(node), leases.countOn(node), uptime);
    }

    // Attempts and their leases

    /** Every lease begins anew, as if all nodes had just been seen. */
    public synchronized void renewAll() {
        leases.renewAll(time.uptime());
        fleet.renewAll(time.uptime());
    }

    /**
     * Renews the leases of what an agent holds. What it holds for a move is answered for elsewhere.
     *
     * @return what the agent must be told of the others
     */
    public synchronized Orders renew(NodeId node, Collection<Progress> held, Instant now) {
        Duration uptime = time.uptime();
        List<AttemptKey> unwanted = new ArrayList<>();
        List<AttemptKey> suspend = new ArrayList<>();
        List<AttemptKey> resume = new ArrayList<>();
        for (Progress progress : held) {
            AttemptKey key = progress.attempt();
            LiveAttempt live = leases.heldBy(node, key).orElse(null);
            if (live == null) {
                if (progress.move().isEmpty()) {
                    unwanted.add(key);
                }
                continue;
            }
            if (live.isCancelled()) {
                unwanted.add(key);
            } else if (progress.move().isPresent()) {
                // Whether it stands or runs is its move's to say.
            } else if (live.isSuspended() && !progress.suspended()) {
                suspend.add(key);
            } else if (!live.isSuspended() && progress.suspended()) {
                resume.add(key);
            }
            leases.delivered(key);
            leases.update(live, attempt -> seen(leases.renewed(attempt, uptime), progress, now));
        }
        return new Orders(unwanted, suspend, resume);
    }

    private static LiveAttempt seen(LiveAttempt attempt, Progress progress, Instant now) {
        LiveAttempt movable = attempt.movable(progress.movable() ? Optional.of(progress.memory()) : Optional.empty());
        return progress.running() ? movable.running(now, progress.fuel()) : movable;
    }

    /** @return the attempt, unless the node does not hold it */
    public synchronized Optional<LiveAttempt> started(NodeId node, AttemptKey key, Instant now) {
        Optional<LiveAttempt> before = leases.heldBy(node, key);
        before.ifPresent(live -> {
            leases.update(live, attempt -> attempt.running(now, attempt.fuel()));
            if (live.startedAt().isEmpty()) {
                Instant assigned = live.task().current().orElseThrow().assignedAt();
                recorded(
                        node,
                        record -> record.started(
                                Duration.between(assigned, now),
                                live.task().spec().contents()));
            }
        });
        return leases.heldBy(node, key);
    }

    /**
     * The node says that the attempt stands still.
     *
     * @return the attempt, unless the node does not hold it
     */
    public synchronized Optional<LiveAttempt> standing(NodeId node, AttemptKey key, Instant now) {
        leases.heldBy(node, key)
                .filter(LiveAttempt::isSuspended)
                .ifPresent(live -> leases.update(live, attempt -> attempt.standing(now)));
        return leases.heldBy(node, key);
    }

    /** The attempts of a node, to compare with what its agent says it holds. */
    public synchronized List<LiveAttempt> attemptsOn(NodeId node) {
        return leases.on(node);
    }

    /** Attempts whose leases have run out. */
    public synchronized List<LiveAttempt> expired() {
        return leases.expired(time.uptime());
    }

    public synchronized Optional<LiveAttempt> attempt(TaskId task) {
        return leases.find(task);
    }

    /** The moves that are under way from or to a node. */
    public synchronized List<LiveAttempt> moving(NodeId node) {
        return leases.migrating(node);
    }

    /** All moves that are under way. */
    public synchronized List<LiveAttempt> moving() {
        return leases.migrating();
    }

    /** An attempt was handed over to its node, or will be when the node comes back. */
    public synchronized void delivered(AttemptKey attempt) {
        leases.delivered(attempt);
    }

    /** Attempts that were stored and that nobody has handed over to their nodes yet. */
    public synchronized List<AttemptKey> undelivered() {
        return leases.undelivered();
    }

    // The planner's view

    public synchronized ClusterSnapshot snapshot(Instant now) {
        Duration uptime = time.uptime();
        List<NodeSnapshot> nodes = new ArrayList<>(fleet.all().size());
        for (Member member : fleet.all()) {
            try {
                nodes.add(snapshot(member, leases.takenOn(member.node().id()), now, uptime));
            } catch (RuntimeException e) {
                // It gets nothing new, and nobody else is concerned.
                LOG.log(Level.ERROR, "node " + member.node().id() + " is left out of the plan", e);
            }
        }
        List<LiveAttempt> held = leases.all();
        List<RunningTask> running = new ArrayList<>(held.size());
        for (LiveAttempt attempt : held) {
            try {
                running.add(attempt.asSeenBy(now));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "attempt " + attempt.key() + " is left out of the plan", e);
            }
        }
        tick++;
        return new ClusterSnapshot(tick, now, queue(now), running, reservations.all(), nodes, sharing(now));
    }

    private static NodeSnapshot snapshot(Member member, Taken taken, Instant now, Duration uptime) {
        Node node = member.node();
        return new NodeSnapshot(
                node.id(),
                node.availability(),
                member.isConnected(uptime),
                node.hardware(),
                node.offer(),
                taken.reserved(),
                member.ownLoad(now),
                taken.burst(),
                node.restrictions(),
                node.restrictions().openFor(now),
                member.record(),
                member.facts(),
                new Transfer(member.mover().isPresent(), member.bytesPerSecond().count()));
    }

    private List<WaitingTask> queue(Instant now) {
        boolean policies = fleet.all().stream()
                .anyMatch(member -> member.node().offer().terms().policy().isPresent());
        List<WaitingTask> waiting = backlog.waiting();
        return policies ? waiting.stream().map(task -> shown(task, now)).toList() : waiting;
    }

    /** A task as sellers see it. */
    public synchronized WaitingTask shown(WaitingTask task, Instant now) {
        return task.shownAs(buyers.who(task.buyer()), now);
    }

    private Sharing sharing(Instant now) {
        Set<AccountId> concerned = new HashSet<>(leases.buyers());
        backlog.waiting().forEach(task -> concerned.add(task.buyer()));
        Map<String, Integer> arrays = new HashMap<>(leases.elementsOnNodes());
        Resources forSale = fleet.forSale();
        return new Sharing(forSale, buyers.shares(concerned, forSale, now), arrays);
    }

    /** What all nodes sell together. */
    synchronized Resources forSale() {
        return fleet.forSale();
    }
}
