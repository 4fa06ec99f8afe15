package org.souk.core.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
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
import org.souk.core.escalation.LoadStatistics;
import org.souk.core.escalation.Queue;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.forecast.LoadForecaster;
import org.souk.core.forecast.LoadHistory;
import org.souk.core.forecast.Outlook;
import org.souk.core.forecast.OwnLoad;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TrackRecord;
import org.souk.core.node.Availability;
import org.souk.core.node.Node;
import org.souk.core.node.NodeLoad;
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
import org.souk.core.task.Move;
import org.souk.core.task.PastRun;
import org.souk.core.task.PastWait;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.task.Workflow;
import org.souk.core.units.Bytes;
import org.souk.core.units.Resources;

/**
 * The live state. Thread-safe; every method is short and never calls out while it holds the lock, except the forecaster.
 *
 * <p>It follows the database: callers change it after their transaction has committed. Should it ever disagree, the
 * version guard of a plan and the attempt number of a report keep the database right, and {@link #rebuild} mends it.
 */
public final class Cluster {
    private final Duration lease;
    private final LoadForecaster forecaster;
    private final Buyers buyers;

    private final Map<NodeId, Member> members = new HashMap<>();
    private final Map<TaskId, WaitingTask> waiting = new TreeMap<>();
    private final Map<TaskId, Instant> waitingSince = new HashMap<>();
    private final Map<TaskId, LiveAttempt> attempts = new HashMap<>();
    private final Map<TaskId, Reservation> reservations = new TreeMap<>();
    private final Map<TaskId, Optional<Instant>> blocked = new HashMap<>();
    private final Map<TaskId, AccountId> buyerOf = new HashMap<>();
    private final Map<AccountId, Integer> unfinishedOf = new HashMap<>();
    private final Set<AttemptKey> cancelled = new HashSet<>();
    private LoadStatistics load = new LoadStatistics();
    private long tick;

    /** @param lease how long an attempt stays with a node that is not heard of */
    public Cluster(Duration lease, LoadForecaster forecaster, Buyers buyers) {
        this.lease = lease;
        this.forecaster = forecaster;
        this.buyers = buyers;
    }

    /** Every lease begins anew, as if all nodes had just been heard of. */
    public synchronized void renewAll(Instant now) {
        attempts.replaceAll((task, attempt) -> attempt.renewed(now.plus(lease)));
    }

    /** Starts over from what is stored. Leases are given anew, so that a restart of the market costs nobody a task. */
    public synchronized void rebuild(
            Collection<Node> nodes, Collection<Task> unfinished, Collection<PastRun> recent, Instant now) {
        waiting.clear();
        waitingSince.clear();
        attempts.clear();
        // The next plan finds room again for what was promised.
        reservations.clear();
        cancelled.clear();
        blocked.clear();
        buyerOf.clear();
        unfinishedOf.clear();
        members.keySet().retainAll(nodes.stream().map(Node::id).toList());
        nodes.forEach(this::nodeChanged);
        buyers.rebuild(forSale(), recent, now);
        for (Task task : unfinished) {
            if (task.state() == TaskState.BLOCKED) {
                blocked(task);
            } else if (task.state() == TaskState.QUEUED) {
                queued(task, now);
            } else {
                buyers.ran(PastRun.soFar(task, now), now);
                leased(task, now);
            }
        }
    }

    /** A task waits for others; unless it is known already that it need not any more. */
    public synchronized void blocked(Task task) {
        if (!waiting.containsKey(task.id()) && !attempts.containsKey(task.id())) {
            know(task);
            blocked.put(task.id(), task.spec().deadline());
        }
    }

    /** A task that was said to wait for others does not. */
    public synchronized void notBlocked(TaskId task) {
        if (blocked.remove(task) != null && !waiting.containsKey(task) && !attempts.containsKey(task)) {
            unknow(task);
        }
    }

    /** Tasks that wait for others although their deadline has passed. */
    public synchronized List<TaskId> overdueBlocked(Instant now) {
        return blocked.entrySet().stream()
                .filter(entry -> entry.getValue().filter(d -> !d.isAfter(now)).isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** How many tasks of a buyer have not ended. */
    public synchronized int unfinished(AccountId buyer) {
        return unfinishedOf.getOrDefault(buyer, 0);
    }

    private void know(Task task) {
        if (buyerOf.put(task.id(), task.buyer()) == null) {
            unfinishedOf.merge(task.buyer(), 1, Integer::sum);
        }
    }

    private void unknow(TaskId task) {
        AccountId buyer = buyerOf.remove(task);
        if (buyer != null) {
            unfinishedOf.computeIfPresent(buyer, (account, count) -> count == 1 ? null : count - 1);
        }
    }

    public synchronized void queued(Task task, Instant now) {
        know(task);
        blocked.remove(task.id());
        attempts.remove(task.id());
        buyers.ended(task.id(), now);
        waiting.put(task.id(), WaitingTask.of(task));
        waitingSince.putIfAbsent(task.id(), joinedQueue(task, now));
    }

    /** It is written down for new tasks that stand alone; others are thought to have joined when that was heard. */
    private static Instant joinedQueue(Task task, Instant now) {
        boolean isNew = task.attempts() == 0 && task.spec().workflow().equals(Workflow.ALONE);
        return isNew ? task.submittedAt() : now;
    }

    /** A task that waits has changed; nothing happens if it has changed again meanwhile. */
    public synchronized void escalated(Task task) {
        waiting.computeIfPresent(
                task.id(), (id, known) -> known.version() < task.version() ? WaitingTask.of(task) : known);
    }

    /**
     * The tasks that wait for nodes, and what there is for them. Without those that wait because their own array or their
     * buyer's plan has as much on nodes as it may: their wait begins when that ends.
     */
    public synchronized Queue watchQueue(Instant now) {
        Sharing sharing = sharing(now);
        List<Limit> limits = List.of(new ArrayLimit(sharing), new PlanQuota(sharing));
        List<Queue.Waiting> tasks = new ArrayList<>();
        for (WaitingTask task : waiting.values()) {
            boolean admitted = limits.stream().allMatch(limit -> limit.admits(task));
            if (admitted || task.deadline().isPresent()) {
                limits.forEach(limit -> limit.took(task));
                tasks.add(new Queue.Waiting(task, waitingSince.getOrDefault(task.id(), now), hasRoom(task.id(), now)));
            } else {
                waitingSince.put(task.id(), now);
            }
        }
        long forSale = members.values().stream()
                .filter(member -> member.node.availability() == Availability.ACTIVE && member.isConnected(now, lease))
                .mapToLong(member -> member.node.offer().forSale().cpu().value())
                .sum();
        return new Queue(now, tasks, forSale);
    }

    /** Room that should be in use by now is not believed in any more. */
    private boolean hasRoom(TaskId task, Instant now) {
        Reservation kept = reservations.get(task);
        return kept != null && kept.start().isAfter(now);
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

    /** A node holds the task's current attempt from now on; or it does so already, and the attempt's task has changed. */
    public synchronized void assigned(Task task, Instant now) {
        reservations.remove(task.id());
        waiting.remove(task.id());
        Instant since = waitingSince.remove(task.id());
        if (since != null) {
            load.waited(task.spec().priority(), Duration.between(since, now), now);
        }
        leased(task, now);
    }

    private void leased(Task task, Instant now) {
        know(task);
        blocked.remove(task.id());
        LiveAttempt known = attempts.get(task.id());
        boolean same = known != null && known.key().equals(new AttemptKey(task.id(), task.attempts()));
        LiveAttempt attempt = same ? known.with(task) : LiveAttempt.of(task, now.plus(lease));
        attempts.put(task.id(), attempt);
        buyers.began(task.id(), task.buyer(), attempt.reserved(), now);
        if (task.state() == TaskState.CANCELLING) {
            cancelled(task);
        }
    }

    /** The buyer cancelled the current attempt: its node is told so with every heartbeat until it reports the end. */
    public synchronized void cancelled(Task task) {
        cancelled.add(new AttemptKey(task.id(), task.attempts()));
        // Its move is over, while it may still stand still to leave its CPU to others.
        attempts.computeIfPresent(task.id(), (id, live) -> live.with(live.task().travelledAs(task)));
    }

    /** The task has ended or no longer concerns the scheduler. */
    public synchronized void forget(TaskId task, Instant now) {
        reservations.remove(task);
        waiting.remove(task);
        waitingSince.remove(task);
        attempts.remove(task);
        blocked.remove(task);
        unknow(task);
        buyers.ended(task, now);
        cancelled.removeIf(key -> key.task().equals(task));
    }

    /** A new node, or one whose row has changed. */
    public synchronized void nodeChanged(Node node) {
        members.computeIfAbsent(node.id(), id -> new Member()).become(node);
    }

    /**
     * An agent opened a session; its former one, if any, is returned so that it can be closed.
     */
    public synchronized Optional<NodeLink> connected(Node node, NodeLink link, Instant now) {
        nodeChanged(node);
        Member member = members.get(node.id());
        NodeLink former = member.link;
        member.link = link;
        member.lastHeard = now;
        return Optional.ofNullable(former);
    }

    /** What an agent that has opened a session can do in moves, if anything. */
    public synchronized void canMove(NodeId node, Optional<Mover> mover) {
        Member member = members.get(node);
        if (member != null) {
            member.mover = mover;
        }
    }

    /** What a node can do in moves; empty when it can do nothing. */
    public synchronized Optional<Mover> mover(NodeId node) {
        return Optional.ofNullable(members.get(node)).flatMap(member -> member.mover);
    }

    /** Notes how fast a snapshot went from one node to another. */
    public synchronized void transferred(NodeId from, NodeId to, Bytes snapshot, Duration took) {
        if (took.isZero()) {
            // Known from a heartbeat only, which does not say.
            return;
        }
        long millis = Math.max(1, took.toMillis());
        long speed = snapshot.count() / millis * 1000 + snapshot.count() % millis * 1000 / millis;
        for (NodeId end : List.of(from, to)) {
            Member member = members.get(end);
            if (member != null) {
                member.bytesPerSecond = member.bytesPerSecond == 0 ? speed : (3 * member.bytesPerSecond + speed) / 4;
            }
        }
    }

    /** The moves that are under way from or to a node. */
    public synchronized List<LiveAttempt> moving(NodeId node) {
        return attempts.values().stream()
                .filter(attempt -> attempt.move()
                        .filter(move -> attempt.node().equals(node)
                                || move.target().node().equals(node))
                        .isPresent())
                .toList();
    }

    /** All moves that are under way. */
    public synchronized List<LiveAttempt> moving() {
        return attempts.values().stream()
                .filter(attempt -> attempt.move().isPresent())
                .toList();
    }

    /** A session ended. The attempts stay leased: the agent may come back. A former session's end changes nothing. */
    public synchronized void disconnected(NodeId node, NodeLink link) {
        Member member = members.get(node);
        if (member != null && member.link == link) {
            member.link = null;
        }
    }

    /**
     * Takes in a heartbeat: the load, and which attempts the agent still holds, whose leases are renewed.
     *
     * @return what the agent must be told
     */
    public synchronized Orders heartbeat(NodeId node, NodeLoad load, Collection<Progress> held, Instant now) {
        Member member = members.get(node);
        if (member == null) {
            return Orders.NONE;
        }
        member.lastHeard = now;
        member.load = load;
        member.history = member.history.plus(
                load.at(),
                load.ownCpuPercent(),
                load.ownRamPercent(member.node.hardware().ram()));
        member.forecast = forecaster.forecast(member.history);
        return renew(node, held, now);
    }

    /** What the nodes' own loads are expected to be from now on; for those that are not named, nothing is. */
    public synchronized void outlooks(Map<NodeId, Outlook> outlooks) {
        members.forEach((node, member) -> member.outlook = outlooks.get(node));
    }

    /**
     * Renews the leases of what an agent holds. What it holds for a move is answered for elsewhere.
     *
     * @return what the agent must be told of the others
     */
    public synchronized Orders renew(NodeId node, Collection<Progress> held, Instant now) {
        List<AttemptKey> unwanted = new ArrayList<>();
        List<AttemptKey> suspend = new ArrayList<>();
        List<AttemptKey> resume = new ArrayList<>();
        for (Progress progress : held) {
            AttemptKey key = progress.attempt();
            LiveAttempt live = attempts.get(key.task());
            if (live == null || !live.isHeld(node, key)) {
                if (progress.move().isEmpty()) {
                    unwanted.add(key);
                }
                continue;
            }
            if (cancelled.contains(key)) {
                unwanted.add(key);
            } else if (progress.move().isPresent()) {
                // Whether it stands or runs is its move's to say.
            } else if (live.isSuspended() && !progress.suspended()) {
                suspend.add(key);
            } else if (!live.isSuspended() && progress.suspended()) {
                resume.add(key);
            }
            LiveAttempt renewed = live.renewed(now.plus(lease))
                    .movable(progress.movable() ? Optional.of(progress.memory()) : Optional.empty());
            attempts.put(key.task(), progress.running() ? renewed.running(now, progress.fuel()) : renewed);
        }
        return new Orders(unwanted, suspend, resume);
    }

    /** @return the attempt, unless the node does not hold it */
    public synchronized Optional<LiveAttempt> started(NodeId node, AttemptKey key, Instant now) {
        LiveAttempt live = attempts.get(key.task());
        if (live == null || !live.isHeld(node, key)) {
            return Optional.empty();
        }
        LiveAttempt running = live.running(now, live.fuel());
        attempts.put(key.task(), running);
        if (live.startedAt().isEmpty()) {
            Duration after =
                    Duration.between(live.task().current().orElseThrow().assignedAt(), now);
            recorded(node, record -> record.started(after, live.task().spec().contents()));
        }
        return Optional.of(running);
    }

    /**
     * The node says that the attempt stands still.
     *
     * @return the attempt, unless the node does not hold it
     */
    public synchronized Optional<LiveAttempt> standing(NodeId node, AttemptKey key, Instant now) {
        LiveAttempt live = attempts.get(key.task());
        if (live == null || !live.isHeld(node, key)) {
            return Optional.empty();
        }
        LiveAttempt standing = live.isSuspended() ? live.standing(now) : live;
        attempts.put(key.task(), standing);
        return Optional.of(standing);
    }

    /** Starts over with what former attempts have shown of the nodes. */
    public synchronized void rebuildRecords(Map<NodeId, TrackRecord> records) {
        members.forEach((id, member) -> member.become(records.getOrDefault(id, TrackRecord.NEW)));
    }

    /** Takes into a node's record what an attempt has shown of it. */
    public synchronized void recorded(NodeId node, UnaryOperator<TrackRecord> shown) {
        Member member = members.get(node);
        if (member != null) {
            member.become(shown.apply(member.record));
        }
    }

    /** The attempts of a node, to compare with what its agent says it holds. */
    public synchronized List<LiveAttempt> attemptsOn(NodeId node) {
        return attempts.values().stream().filter(a -> a.node().equals(node)).toList();
    }

    public synchronized List<LiveAttempt> expired(Instant now) {
        return attempts.values().stream()
                .filter(a -> !a.leaseUntil().isAfter(now))
                .toList();
    }

    public synchronized Optional<LiveAttempt> attempt(TaskId task) {
        return Optional.ofNullable(attempts.get(task));
    }

    public synchronized Optional<Node> node(NodeId id) {
        return Optional.ofNullable(members.get(id)).map(member -> member.node);
    }

    public synchronized Optional<NodeLink> link(NodeId node) {
        return Optional.ofNullable(members.get(node)).map(member -> member.link);
    }

    public synchronized Set<NodeLink> links() {
        Set<NodeLink> links = new HashSet<>();
        for (Member member : members.values()) {
            if (member.link != null) {
                links.add(member.link);
            }
        }
        return links;
    }

    /** Room is kept from now on, until the task is on a node or forgotten. */
    public synchronized void keep(Reservation reservation) {
        reservations.put(reservation.task(), reservation);
    }

    /** The room that was kept for a task is not there any more. */
    public synchronized void giveUp(TaskId task) {
        reservations.remove(task);
    }

    /** The room that is kept for a task. */
    public synchronized Optional<Reservation> reservation(TaskId task) {
        return Optional.ofNullable(reservations.get(task));
    }

    public synchronized ClusterSnapshot snapshot(Instant now) {
        Map<NodeId, Resources> reserved = takenByNode(false);
        Map<NodeId, Resources> burst = takenByNode(true);
        List<NodeSnapshot> nodes = new ArrayList<>(members.size());
        for (Member member : members.values()) {
            nodes.add(new NodeSnapshot(
                    member.node.id(),
                    member.node.availability(),
                    member.isConnected(now, lease),
                    member.node.hardware(),
                    member.node.offer(),
                    reserved.getOrDefault(member.node.id(), Resources.NONE),
                    member.ownLoad(now),
                    burst.getOrDefault(member.node.id(), Resources.NONE),
                    member.node.restrictions(),
                    member.node.restrictions().openFor(now),
                    member.record,
                    member.facts,
                    new Transfer(member.mover.isPresent(), member.bytesPerSecond)));
        }
        nodes.sort((a, b) -> a.id().compareTo(b.id()));
        tick++;
        List<RunningTask> running = attempts.values().stream()
                .map(live -> live.asSeenBy(now, cancelled.contains(live.key())))
                .sorted((a, b) -> a.task().compareTo(b.task()))
                .toList();
        return new ClusterSnapshot(
                tick, now, queue(now), running, List.copyOf(reservations.values()), nodes, sharing(now));
    }

    private List<WaitingTask> queue(Instant now) {
        boolean policies = members.values().stream()
                .anyMatch(member -> member.node.offer().terms().policy().isPresent());
        return policies
                ? waiting.values().stream().map(task -> shown(task, now)).toList()
                : List.copyOf(waiting.values());
    }

    /** A task as sellers see it. */
    public synchronized WaitingTask shown(WaitingTask task, Instant now) {
        return task.shownAs(buyers.who(task.buyer()), now);
    }

    /** What requirements may ask of the nodes, by their ids. */
    public synchronized List<NodeFacts> nodeFacts() {
        return members.values().stream()
                .map(member -> member.facts)
                .sorted((a, b) -> a.id().compareTo(b.id()))
                .toList();
    }

    private Sharing sharing(Instant now) {
        Set<AccountId> concerned = new HashSet<>();
        waiting.values().forEach(task -> concerned.add(task.buyer()));
        Map<String, Integer> arrays = new HashMap<>();
        for (LiveAttempt attempt : attempts.values()) {
            concerned.add(attempt.task().buyer());
            attempt.task()
                    .spec()
                    .workflow()
                    .array()
                    .ifPresent(element -> arrays.merge(element.array(), 1, Integer::sum));
        }
        Resources forSale = forSale();
        return new Sharing(forSale, buyers.shares(concerned, forSale, now), arrays);
    }

    /** What all nodes sell together, connected or not: shares must not jump whenever an agent comes back. */
    private Resources forSale() {
        return members.values().stream()
                .map(member -> member.node.offer().forSale())
                .reduce(Resources.NONE, Resources::plus);
    }

    public synchronized List<LiveNode> nodes(Instant now) {
        Map<NodeId, Resources> reserved = takenByNode(false);
        Map<NodeId, Resources> burst = takenByNode(true);
        Map<NodeId, Integer> counts = new HashMap<>();
        attempts.values().forEach(a -> counts.merge(a.node(), 1, Integer::sum));
        return members.values().stream()
                .map(member -> new LiveNode(
                        member.node,
                        member.isConnected(now, lease),
                        Optional.ofNullable(member.lastHeard).or(() -> member.node.lastSeen()),
                        Optional.ofNullable(member.load),
                        member.forecast,
                        reserved.getOrDefault(member.node.id(), Resources.NONE),
                        burst.getOrDefault(member.node.id(), Resources.NONE),
                        counts.getOrDefault(member.node.id(), 0),
                        member.record,
                        member.history))
                .sorted((a, b) -> a.node().name().compareTo(b.node().name()))
                .toList();
    }

    /** When each connected node was last heard of. */
    public synchronized Map<NodeId, Instant> lastHeard() {
        Map<NodeId, Instant> heard = new HashMap<>();
        members.forEach((id, member) -> {
            if (member.lastHeard != null) {
                heard.put(id, member.lastHeard);
            }
        });
        return heard;
    }

    public synchronized boolean hasPool(String pool) {
        return members.values().stream()
                .anyMatch(member -> member.node.offer().terms().pool().equals(Optional.of(pool)));
    }

    public synchronized int waitingCount() {
        return waiting.size();
    }

    /** True when no task waits and no node holds an attempt: there is nothing to plan. */
    public synchronized boolean isIdle() {
        return waiting.isEmpty() && attempts.isEmpty() && blocked.isEmpty();
    }

    public synchronized Optional<WaitingTask> waiting(TaskId task) {
        return Optional.ofNullable(waiting.get(task));
    }

    private Map<NodeId, Resources> takenByNode(boolean asBurst) {
        Map<NodeId, Resources> taken = new HashMap<>();
        for (LiveAttempt attempt : attempts.values()) {
            if (attempt.burst() == asBurst) {
                taken.merge(attempt.node(), attempt.reserved(), Resources::plus);
            }
            // Both ends of a move keep the place until it is decided.
            attempt.move()
                    .map(Move::target)
                    .filter(target -> target.burst() == asBurst)
                    .ifPresent(target ->
                            taken.merge(target.node(), attempt.task().spec().resources(), Resources::plus));
        }
        return taken;
    }

    private static final class Member {
        private Node node;
        private NodeLink link;
        private Instant lastHeard;
        private NodeLoad load;
        private LoadHistory history = LoadHistory.EMPTY;
        private LoadForecast forecast = LoadForecast.UNKNOWN;
        private Outlook outlook;
        private TrackRecord record = TrackRecord.NEW;
        private NodeFacts facts;
        private Optional<Mover> mover = Optional.empty();
        private long bytesPerSecond;

        private void become(Node changed) {
            node = changed;
            refreshFacts();
        }

        private void become(TrackRecord changed) {
            record = changed;
            refreshFacts();
        }

        /** Equal facts stay the same object, which is told from others at once. */
        private void refreshFacts() {
            NodeFacts now = NodeFacts.of(node, record);
            if (!now.equals(facts)) {
                facts = now;
            }
        }

        /** An outlook that says nothing of the present any more is left out. */
        private OwnLoad ownLoad(Instant now) {
            return OwnLoad.at(now, forecast, Optional.ofNullable(outlook));
        }

        private boolean isConnected(Instant now, Duration lease) {
            return link != null && lastHeard.plus(lease).isAfter(now);
        }
    }
}
