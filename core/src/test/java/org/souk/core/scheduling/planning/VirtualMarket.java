package org.souk.core.scheduling.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.souk.core.account.ServicePlan;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.escalation.Escalation;
import org.souk.core.escalation.EscalationPolicy;
import org.souk.core.forecast.LoadForecast;
import org.souk.core.ledger.Billing;
import org.souk.core.node.Node;
import org.souk.core.queueing.LoadStatistics;
import org.souk.core.queueing.Queue;
import org.souk.core.scheduling.Admission;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.BuyerShare;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.FairShare;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Reservation;
import org.souk.core.scheduling.Resumption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.Sharing;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.task.Task;
import org.souk.core.testing.NodeFixture;
import org.souk.core.testing.TaskFixture;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * The planner in virtual time: what it decides happens at once, and a task runs as long as it was given. After each plan
 * it is checked what must hold of every plan.
 */
final class VirtualMarket {
    private final Planner planner;
    private final FairShare shares = new FairShare(Duration.ofHours(1));
    private final Map<AccountId, ServicePlan> plans = new HashMap<>();
    private final Map<NodeId, Node> nodes = new TreeMap<>();
    private final Map<TaskId, WaitingTask> waiting = new TreeMap<>();
    private final Map<TaskId, Task> rows = new HashMap<>();
    private final Map<TaskId, Held> held = new TreeMap<>();
    private final Map<TaskId, Reservation> reservations = new TreeMap<>();
    private final Map<TaskId, Duration> lengths = new HashMap<>();
    private final Map<AccountId, Long> served = new HashMap<>();
    private final Set<TaskId> promised = new HashSet<>();
    private final List<TaskId> broken = new ArrayList<>();
    private final List<TaskId> ended = new ArrayList<>();
    private TaskId lastVictim;
    private int preemptions;
    private Instant now = TaskFixture.NOON;
    private long tick;

    private static final class Held {
        private final WaitingTask task;
        private final NodeId node;
        private boolean suspended;
        private Instant since;
        private Duration before = Duration.ZERO;
        private int preemptions;
        private Optional<Instant> preemptedAt = Optional.empty();

        private Held(WaitingTask task, NodeId node, Instant since) {
            this.task = task;
            this.node = node;
            this.since = since;
        }

        private Duration ran(Instant now) {
            return suspended ? before : before.plus(Duration.between(since, now));
        }
    }

    VirtualMarket(SchedulingRules rules) {
        planner = new Planner(rules);
    }

    Instant now() {
        return now;
    }

    void node(NodeFixture fixture) {
        Node node = fixture.enrolled();
        nodes.put(node.id(), node);
        shares.forSale(forSale(), now);
    }

    void plan(String buyer, ServicePlan plan) {
        plans.put(new AccountId(buyer), plan);
    }

    /**
     * @param length how long it will run
     * @return false when it has a deadline that is not promised; then it is not taken
     */
    boolean submit(TaskFixture fixture, Duration length) {
        Task task = fixture.submittedAt(now).submitted();
        WaitingTask wanted = WaitingTask.of(task);
        if (wanted.deadline().isPresent()) {
            if (!(planner.admit(snapshot(), wanted) instanceof Admission.Promised room)) {
                return false;
            }
            reservations.put(wanted.id(), room.reservation());
            promised.add(wanted.id());
        }
        lengths.put(wanted.id(), length);
        rows.put(task.id(), task);
        waiting.put(wanted.id(), wanted);
        return true;
    }

    /** Does for waiting tasks what the policy decides, short of ending them; they have waited since they came. */
    void escalate(EscalationPolicy policy, LoadStatistics load) {
        List<Queue.Waiting> queue = waiting.values().stream()
                .map(task -> new Queue.Waiting(task, task.submittedAt(), reservations.containsKey(task.id())))
                .toList();
        for (Escalation escalation :
                policy.decide(new Queue(now, queue, forSale().cpu().value()), load)) {
            if (!(escalation instanceof Escalation.FailAndRefund)) {
                Task row = rows.get(escalation.task()).escalated(escalation.step(now));
                rows.put(row.id(), row);
                waiting.put(row.id(), WaitingTask.of(row));
            }
        }
    }

    /** Lets time pass, planning whenever something happens. */
    void run(Duration time) {
        Instant until = now.plus(time);
        decide();
        for (Instant next = nextEvent(); !next.isAfter(until); next = nextEvent()) {
            now = next;
            endDue();
            decide();
        }
        now = until;
    }

    private Instant nextEvent() {
        Stream<Instant> ends = held.values().stream()
                .filter(attempt -> !attempt.suspended)
                .map(attempt -> now.plus(lengths.get(attempt.task.id()).minus(attempt.ran(now))));
        Stream<Instant> rooms =
                reservations.values().stream().map(Reservation::start).filter(start -> start.isAfter(now));
        return Stream.concat(ends, rooms).min(Instant::compareTo).orElse(Instant.MAX);
    }

    private void endDue() {
        List<TaskId> due = held.values().stream()
                .filter(attempt -> !attempt.suspended)
                .filter(attempt -> attempt.ran(now).compareTo(lengths.get(attempt.task.id())) >= 0)
                .map(attempt -> attempt.task.id())
                .toList();
        for (TaskId id : due) {
            WaitingTask task = held.remove(id).task;
            shares.ended(id, now);
            ended.add(id);
            served.merge(task.buyer(), lengths.get(id).toMillis(), Long::sum);
            if (task.deadline().filter(now::isAfter).isPresent()) {
                broken.add(id);
            }
        }
    }

    private void decide() {
        Plan plan = planner.plan(snapshot());
        nothingCascades(plan);
        plan.lost().forEach(reservations::remove);
        plan.reservations().forEach(kept -> reservations.put(kept.task(), kept));
        for (Preemption preemption : plan.preemptions()) {
            preempt(preemption);
        }
        for (Assignment assignment : plan.assignments()) {
            WaitingTask task = waiting.remove(assignment.task());
            assertThat(task).isNotNull();
            isAgreedTo(rows.get(task.id()), assignment);
            reservations.remove(task.id());
            held.put(task.id(), new Held(task, assignment.node(), now));
            shares.began(task.id(), task.buyer(), task.request().resources(), now);
        }
        for (Resumption resumption : plan.resumptions()) {
            Held attempt = held.get(resumption.task());
            assertThat(attempt.suspended).isTrue();
            attempt.suspended = false;
            attempt.since = now;
        }
        plan.expired().forEach(id -> {
            waiting.remove(id);
            reservations.remove(id);
            broken.add(id);
        });
        nothingIsOversold();
    }

    /** By the task itself and what was done for it, not by what the planner was told. */
    private void isAgreedTo(Task task, Assignment assignment) {
        Node node = nodes.get(assignment.node());
        if (!task.escalations().widened()) {
            task.spec().placement().pool().ifPresent(pool -> assertThat(
                            node.offer().terms().pool())
                    .contains(pool));
        }
        task.bid().ifPresent(bid -> {
            Duration expected = task.spec().expected().orElse(task.spec().wallLimit());
            Fuel nominal = new Fuel(task.spec().resources().cpu().value() * expected.toMillis() * 1000);
            Money price = Billing.price(
                    nominal.min(assignment.fuelLimit()), expected, task.spec().resources(), assignment.tariff());
            assertThat(price).isLessThanOrEqualTo(bid.offer());
        });
    }

    private void preempt(Preemption preemption) {
        Held victim = held.get(preemption.task());
        assertThat(promised).doesNotContain(preemption.task());
        assertThat(victim.suspended && preemption.mode() == Preemption.Mode.SUSPEND)
                .isFalse();
        assertThat(victim.ran(now)).isGreaterThanOrEqualTo(planner.rules().minimumRun());
        lastVictim = preemption.task();
        preemptions++;
        victim.preemptions++;
        victim.preemptedAt = Optional.of(now);
        if (preemption.mode() == Preemption.Mode.REQUEUE) {
            held.remove(preemption.task());
            shares.ended(preemption.task(), now);
            waiting.put(preemption.task(), WaitingTask.of(rows.get(preemption.task())));
        } else {
            victim.before = victim.ran(now);
            victim.suspended = true;
        }
    }

    private static void nothingCascades(Plan plan) {
        Set<TaskId> victims = new HashSet<>();
        plan.preemptions().forEach(preemption -> assertThat(victims.add(preemption.task()))
                .isTrue());
        plan.preemptions().forEach(preemption -> assertThat(victims)
                .doesNotContain(preemption.beneficiary().orElseThrow()));
        plan.assignments().forEach(assignment -> assertThat(victims).doesNotContain(assignment.task()));
        plan.resumptions().forEach(resumption -> assertThat(victims).doesNotContain(resumption.task()));
    }

    private void nothingIsOversold() {
        Map<NodeId, Resources> taken = takenByNode();
        taken.forEach((node, resources) ->
                assertThat(resources.fitsIn(nodes.get(node).offer().forSale())).isTrue());
    }

    private Map<NodeId, Resources> takenByNode() {
        Map<NodeId, Resources> taken = new HashMap<>();
        held.values().forEach(attempt -> taken.merge(attempt.node, seen(attempt).held(), Resources::plus));
        return taken;
    }

    private RunningTask seen(Held attempt) {
        WaitingTask task = attempt.task;
        return new RunningTask(
                task.id(),
                1,
                task.buyer(),
                task.priority(),
                task.deadline(),
                attempt.node,
                task.request().resources(),
                false,
                attempt.suspended,
                false,
                attempt.suspended ? Optional.empty() : Optional.of(attempt.since),
                attempt.ran(now),
                task.request().expected(),
                attempt.preemptions,
                attempt.preemptedAt);
    }

    ClusterSnapshot snapshot() {
        Map<NodeId, Resources> taken = takenByNode();
        tick++;
        return new ClusterSnapshot(
                tick,
                now,
                List.copyOf(waiting.values()),
                held.values().stream().map(this::seen).toList(),
                List.copyOf(reservations.values()),
                nodes.values().stream()
                        .map(node -> new NodeSnapshot(
                                node.id(),
                                node.availability(),
                                true,
                                node.hardware(),
                                node.offer(),
                                taken.getOrDefault(node.id(), Resources.NONE),
                                LoadForecast.UNKNOWN))
                        .toList(),
                sharing());
    }

    private Sharing sharing() {
        Map<AccountId, BuyerShare> buyers = new HashMap<>();
        plans.forEach(
                (buyer, plan) -> buyers.put(buyer, new BuyerShare(plan, shares.held(buyer), shares.usage(buyer, now))));
        return new Sharing(forSale(), buyers, Map.of());
    }

    private Resources forSale() {
        return nodes.values().stream().map(node -> node.offer().forSale()).reduce(Resources.NONE, Resources::plus);
    }

    int waitingOf(String buyer) {
        return (int) waiting.values().stream()
                .filter(task -> task.buyer().value().equals(buyer))
                .count();
    }

    /** Run time of a buyer's tasks that have ended, in milliseconds. */
    long served(String buyer) {
        return served.getOrDefault(new AccountId(buyer), 0L);
    }

    boolean hasEnded(String task) {
        return ended.contains(new TaskId(task));
    }

    int promises() {
        return promised.size();
    }

    /** Promised tasks that ended too late or not at all. */
    List<TaskId> broken() {
        return broken;
    }

    int preemptions() {
        return preemptions;
    }

    Optional<TaskId> lastVictim() {
        return Optional.ofNullable(lastVictim);
    }
}
