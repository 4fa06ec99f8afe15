package org.souk.core.live;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.souk.core.common.AccountId;
import org.souk.core.common.AttemptKey;
import org.souk.core.common.MarketClock;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.forecast.Outlook;
import org.souk.core.link.AttemptProgress;
import org.souk.core.link.Mover;
import org.souk.core.link.NodeLink;
import org.souk.core.link.Orders;
import org.souk.core.live.Fleet.Member;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Attempt;
import org.souk.core.task.PastWait;
import org.souk.core.task.Task;
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
    private final LoadForecaster forecaster;
    private final Buyers buyers;
    private final MarketClock time;

    private final Fleet fleet;
    private final Backlog backlog = new Backlog();
    private final Leases leases;
    private final Reservations reservations = new Reservations();
    private final TaskStates tasks;
    private final PlanningView planning;
    private final NodeViews views;

    /** @param lease how long an attempt stays with a node that is not seen */
    public LiveState(Duration lease, LoadForecaster forecaster, Buyers buyers, MarketClock time) {
        this.forecaster = forecaster;
        this.buyers = buyers;
        this.time = time;
        this.fleet = new Fleet(lease);
        this.leases = new Leases(lease);
        this.tasks = new TaskStates(backlog, leases, reservations, buyers);
        this.planning = new PlanningView(fleet, backlog, leases, reservations, buyers);
        this.views = new NodeViews(fleet, leases);
    }

    // What is stored

    /**
     * A task is stored like this, or was.
     *
     * @return false when as much or more was known of it
     */
    public synchronized boolean changed(TaskSummary task, Instant now) {
        return tasks.changed(task, now, time.uptime());
    }

    /**
     * Takes over what is stored, whatever is known.
     *
     * @param row empty when there is no such task: what was said of it was never stored
     * @return false when something newer was said meanwhile
     */
    synchronized boolean mend(TaskId id, Optional<TaskSummary> row, Instant now) {
        return tasks.mend(id, row, now, time.uptime());
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
        return tasks.all();
    }

    synchronized Optional<TaskSummary> task(TaskId id) {
        return tasks.find(id);
    }

    /** How often the task had changed by what is known; -1 if nothing is. */
    synchronized long versionOf(TaskId task) {
        return tasks.versionOf(task);
    }

    // The queue

    /** How many tasks of a buyer have not ended. */
    public synchronized int unfinished(AccountId buyer) {
        return tasks.unfinished(buyer);
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
        return planning.queue(now, time.uptime());
    }

    /** What was measured of the load, as it is now; changes of it change nothing here. */
    public synchronized LoadStatistics load() {
        return tasks.load().copy();
    }

    /** Notes how much the queue pressed. */
    public synchronized void pressed(double pressure, Instant now) {
        tasks.load().pressed(pressure, now);
    }

    /** Starts over with what former waits have shown of the load. */
    public synchronized void rebuildLoad(Collection<PastWait> recent) {
        tasks.rebuildLoad(recent);
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

    private HeldAttempts held(NodeId node) {
        return new HeldAttempts(node, fleet, leases);
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
        fleet.transferred(List.of(from, to), snapshot, took);
    }

    /**
     * Takes in a heartbeat: the load, and which attempts the agent still holds, whose leases are renewed.
     *
     * @return what the agent must be told
     */
    public Orders heartbeat(NodeId node, NodeLoad load, Collection<AttemptProgress> held, Instant now) {
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
        return views.all(time.uptime());
    }

    /** One node for people. */
    public synchronized Optional<LiveNode> view(NodeId node) {
        return views.of(node, time.uptime());
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
    public synchronized Orders renew(NodeId node, Collection<AttemptProgress> held, Instant now) {
        return held(node).renew(held, now, time.uptime());
    }

    /** @return the attempt, unless the node does not hold it */
    public synchronized Optional<LiveAttempt> started(NodeId node, AttemptKey key, Instant now) {
        return held(node).started(key, now);
    }

    /**
     * The node says that the attempt stands still.
     *
     * @return the attempt, unless the node does not hold it
     */
    public synchronized Optional<LiveAttempt> standing(NodeId node, AttemptKey key, Instant now) {
        return held(node).standing(key, now);
    }

    /** The attempts of a node, to compare with what its agent says it holds. */
    public synchronized List<LiveAttempt> attemptsOn(NodeId node) {
        return leases.on(node);
    }

    /** Attempts whose leases have run out. */
    public synchronized List<LiveAttempt> expired() {
        return leases.expired(time.uptime());
    }

    /**
     * The present instant as seen from the assignment of a task's current attempt, whatever was done to the clock since then:
     * the difference of the two is the time for which its node has held it.
     */
    public synchronized Instant since(Task task) {
        Attempt attempt = task.current().orElseThrow();
        return leases.find(task.id())
                .filter(held -> held.key().attempt() == attempt.number())
                .map(held -> attempt.assignedAt().plus(time.uptime().minus(held.heldSince())))
                .orElseGet(time::instant);
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
        return planning.snapshot(now, time.uptime());
    }

    /** A task as sellers see it. */
    public synchronized WaitingTask shown(WaitingTask task, Instant now) {
        return task.shownAs(buyers.who(task.buyer()), now);
    }

    /** What all nodes sell together. */
    synchronized Resources forSale() {
        return fleet.forSale();
    }
}
