package org.souk.core.live;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.souk.core.common.AccountId;
import org.souk.core.live.Fleet.Member;
import org.souk.core.node.Node;
import org.souk.core.queueing.Queue;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.NodeSnapshot.Transfer;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.limit.ArrayLimit;
import org.souk.core.scheduling.limit.Limit;
import org.souk.core.scheduling.limit.PlanQuota;
import org.souk.core.units.Resources;

/** The live state as planning and escalation see it. Not thread-safe; what it gives is a copy. */
final class PlanningView {
    private static final Logger LOG = System.getLogger(PlanningView.class.getName());

    private final Fleet fleet;
    private final Backlog backlog;
    private final Leases leases;
    private final Reservations reservations;
    private final Buyers buyers;
    private long tick;

    PlanningView(Fleet fleet, Backlog backlog, Leases leases, Reservations reservations, Buyers buyers) {
        this.fleet = fleet;
        this.backlog = backlog;
        this.leases = leases;
        this.reservations = reservations;
        this.buyers = buyers;
    }

    /** See {@link LiveState#watchQueue}. */
    Queue queue(Instant now, Duration uptime) {
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

    /** What a plan is made from. A node or an attempt that cannot be shown is left out, and nobody else is concerned. */
    ClusterSnapshot snapshot(Instant now, Duration uptime) {
        List<NodeSnapshot> nodes = new ArrayList<>(fleet.all().size());
        for (Member member : fleet.all()) {
            try {
                nodes.add(snapshot(member, leases.takenOn(member.node().id()), now, uptime));
            } catch (RuntimeException e) {
                // It gets nothing new, and nobody else is concerned.
                LOG.log(Level.ERROR, "node " + member.node().id() + " is left out of the plan", e);
            }
        }
        boolean policies = hasPolicies();
        List<LiveAttempt> held = leases.all();
        List<RunningTask> running = new ArrayList<>(held.size());
        for (LiveAttempt attempt : held) {
            try {
                running.add(attempt.asSeenBy(
                        now, policies ? Optional.of(buyers.who(attempt.task().buyer())) : Optional.empty()));
            } catch (RuntimeException e) {
                LOG.log(Level.ERROR, "attempt " + attempt.key() + " is left out of the plan", e);
            }
        }
        tick++;
        return new ClusterSnapshot(tick, now, queue(policies, now), running, reservations.all(), nodes, sharing(now));
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

    private boolean hasPolicies() {
        return fleet.all().stream()
                .anyMatch(member -> member.node().offer().terms().policy().isPresent());
    }

    private List<WaitingTask> queue(boolean policies, Instant now) {
        List<WaitingTask> waiting = backlog.waiting();
        return policies
                ? waiting.stream()
                        .map(task -> task.shownAs(buyers.who(task.buyer()), now))
                        .toList()
                : waiting;
    }

    private Sharing sharing(Instant now) {
        Set<AccountId> concerned = new HashSet<>(leases.buyers());
        backlog.waiting().forEach(task -> concerned.add(task.buyer()));
        Map<String, Integer> arrays = new HashMap<>(leases.elementsOnNodes());
        Resources forSale = fleet.forSale();
        return new Sharing(forSale, buyers.shares(concerned, forSale, now), arrays);
    }
}
