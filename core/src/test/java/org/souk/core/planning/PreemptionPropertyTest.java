package org.souk.core.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.souk.core.testing.MarketHarness.buyer;
import static org.souk.core.testing.MarketHarness.running;
import static org.souk.core.testing.NodeFixture.aNode;
import static org.souk.core.testing.TaskFixture.aTask;
import static org.souk.core.testing.TaskFixture.cores;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.souk.core.common.NodeId;
import org.souk.core.link.Dispatch;
import org.souk.core.pricing.Bill;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Preemption.Mode;
import org.souk.core.scheduling.Resumption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.EndReason;
import org.souk.core.task.Task;
import org.souk.core.task.TaskState;
import org.souk.core.testing.MarketHarness;
import org.souk.core.testing.RecordingLink;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/** Plans that were right when they were made, and a market that has moved on since. */
class PreemptionPropertyTest {
    private static final int CORES = 4;

    @Property(tries = 1000)
    void noNodeIsOversoldAndMoneyIsConserved(@ForAll long seed) {
        Random random = new Random(seed);
        MarketHarness market = new MarketHarness().rich("ada", "1000");
        List<RecordingLink> links = List.of(market.online(aNode("n1")), market.online(aNode("n2")));
        for (int round = 0; round < 8; round++) {
            market.submit(aTask().by("ada").needing(cores(1 + random.nextInt(CORES))));
            market.advance(Duration.ofSeconds(random.nextInt(10)));
            Plan plan = plan(market.live.snapshot(market.clock.instant()), random);
            for (int i = random.nextInt(3); i > 0; i--) {
                disturb(market, links, random);
            }
            market.scheduler.carryOut(plan, market.clock.instant());
            checkNodes(market);
        }
        checkMoney(market);
    }

    /** Frees places and fills them, as a planner may, and never more than there is. */
    private static Plan plan(ClusterSnapshot snapshot, Random random) {
        Map<NodeId, Resources> free = new HashMap<>();
        snapshot.nodes().forEach(node -> free.put(node.id(), left(node)));
        List<Preemption> preemptions = new ArrayList<>();
        List<Resumption> resumptions = new ArrayList<>();
        List<Assignment> assignments = new ArrayList<>();
        List<WaitingTask> waiting = snapshot.waiting();
        for (RunningTask task : snapshot.running()) {
            if (!waiting.isEmpty() && !task.cancelled() && random.nextInt(4) == 0) {
                Mode mode = task.suspended() || random.nextBoolean() ? Mode.REQUEUE : Mode.SUSPEND;
                Resources freed = mode == Mode.REQUEUE
                        ? task.held()
                        : task.resources().less(Resources.of(0, Long.MAX_VALUE, Long.MAX_VALUE));
                free.merge(task.node(), freed, Resources::plus);
                preemptions.add(new Preemption(
                        task.task(),
                        task.attempt(),
                        task.node(),
                        mode,
                        waiting.get(0).id()));
            } else if (task.suspended() && !task.cancelled() && take(free, task.node(), cpuOf(task))) {
                resumptions.add(new Resumption(task.task(), task.attempt(), task.node()));
            }
        }
        for (WaitingTask task : waiting) {
            NodeSnapshot node =
                    snapshot.nodes().get(random.nextInt(snapshot.nodes().size()));
            if (take(free, node.id(), task.request().resources())) {
                assignments.add(new Assignment(
                        task.id(), task.version(), node.id(), node.offer().tariff(), new Fuel(1), false, Map.of()));
            }
        }
        return new Plan(snapshot.tick(), assignments, preemptions, resumptions, List.of(), List.of(), List.of());
    }

    private static Resources left(NodeSnapshot node) {
        return node.offer().forSale().less(node.reserved());
    }

    private static Resources cpuOf(RunningTask task) {
        return task.resources().less(task.held());
    }

    private static boolean take(Map<NodeId, Resources> free, NodeId node, Resources wanted) {
        if (!wanted.fitsIn(free.get(node))) {
            return false;
        }
        free.merge(node, wanted, Resources::less);
        return true;
    }

    private static void disturb(MarketHarness market, List<RecordingLink> links, Random random) {
        List<Dispatch> dispatches =
                links.stream().flatMap(link -> link.assigned().stream()).toList();
        if (dispatches.isEmpty()) {
            return;
        }
        Dispatch dispatch = dispatches.get(random.nextInt(dispatches.size()));
        NodeId node = dispatch.attempt().node();
        switch (random.nextInt(6)) {
            case 0 -> market.tasks.cancel(buyer("ada"), dispatch.task());
            case 1 -> market.sessions.started(node, running(dispatch).attempt());
            case 2 -> market.sessions.suspended(node, running(dispatch).attempt());
            case 3 -> market.market.liveness().write();
            case 4 -> market.market.follower().rebuild();
            default -> {
                EndReason[] reasons = {EndReason.SUCCESS, EndReason.NODE_FAULT, EndReason.CANCELLED};
                EndReason reason = reasons[random.nextInt(reasons.length)];
                market.report(dispatch, reason, random.nextInt(1000), Duration.ofSeconds(random.nextInt(100)));
                market.market.turns().settle();
            }
        }
    }

    private static void checkNodes(MarketHarness market) {
        Map<NodeId, Resources> reserved = new HashMap<>();
        for (Task task : market.database.call(market.database.tasks()::all)) {
            if (task.state().isOnNode()) {
                Resources whole = task.spec().resources();
                Resources held = standsStill(task)
                        ? Resources.of(0, whole.ram().count(), whole.storage().count())
                        : whole;
                reserved.merge(task.current().orElseThrow().node(), held, Resources::plus);
            }
        }
        market.live.nodes().forEach(live -> assertThat(
                        reserved.getOrDefault(live.node().id(), Resources.NONE)
                                .fitsIn(live.node().offer().forSale()))
                .isTrue());
    }

    /** One that was cancelled while it was suspended does not run again. */
    private static boolean standsStill(Task task) {
        boolean cancelled =
                task.state() == TaskState.CANCELLING && task.preemptions().suspensions() > 0;
        return task.state() == TaskState.SUSPENDED || cancelled;
    }

    private static void checkMoney(MarketHarness market) {
        Money earned = Money.ZERO;
        Money held = Money.ZERO;
        for (Task task : market.database.call(market.database.tasks()::all)) {
            earned = earned.plus(task.bill().orElse(Bill.NOTHING).charged());
            held = held.plus(task.state().isFinal() ? Money.ZERO : task.spec().maxPrice());
        }
        assertThat(market.ledgerSum()).isEqualTo(Money.ZERO);
        assertThat(market.held("ada")).isEqualTo(held);
        assertThat(market.available("seller").plus(market.fees())).isEqualTo(earned);
    }
}
