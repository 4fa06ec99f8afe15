package org.souk.core.scheduling.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.souk.core.common.TaskId;
import org.souk.core.ledger.Billing;
import org.souk.core.node.Availability;
import org.souk.core.scheduling.Assignment;
import org.souk.core.scheduling.ClusterSnapshot;
import org.souk.core.scheduling.Deferral;
import org.souk.core.scheduling.Migration;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Plan;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Resumption;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.SchedulingRules;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.limit.PlanLimits;
import org.souk.core.scheduling.preemption.Eviction;
import org.souk.core.scheduling.slot.FreeSlotIndex;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;

/**
 * One plan in the making: what is free, who runs where, and what has been decided so far. The phases of a plan look at it
 * and decide one after the other; each decision changes what the next ones find.
 *
 * <p>Whoever is preempted is not planned anew before the next plan, so that one preemption never leads to another.
 */
final class PlanState {
    private final Criteria criteria;
    private final ClusterSnapshot snapshot;
    private final Slots slots;
    private final FreeSlotIndex free = new FreeSlotIndex();
    private final PlanLimits limits;
    private final PromisedRooms promised;
    private final BackfillReservations backfill;
    private final Set<TaskId> leaving = new HashSet<>();
    private final Set<TaskId> assigned = new HashSet<>();
    private List<Slot> occupied;

    private final List<Assignment> assignments = new ArrayList<>();
    private final List<Preemption> preemptions = new ArrayList<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final List<Deferral> deferrals = new ArrayList<>();
    private final List<TaskId> expired = new ArrayList<>();

    PlanState(Criteria criteria, ClusterSnapshot snapshot) {
        this.criteria = criteria;
        this.snapshot = snapshot;
        this.slots = new Slots(snapshot, criteria.matchmaker());
        this.limits = new PlanLimits(snapshot.sharing());
        this.promised = new PromisedRooms(snapshot.reservations(), slots);
        this.backfill = new BackfillReservations(snapshot, criteria.rules(), slots);
        for (Slot slot : slots.all()) {
            NodeSnapshot node = slot.node();
            if (node.connected() && node.availability() == Availability.ACTIVE) {
                free.add(slot);
            }
        }
    }

    Criteria criteria() {
        return criteria;
    }

    SchedulingRules rules() {
        return criteria.rules();
    }

    ClusterSnapshot snapshot() {
        return snapshot;
    }

    Instant now() {
        return snapshot.now();
    }

    /** All places, with what is left of them. */
    Slots slots() {
        return slots;
    }

    /** The places on which something may start, by what is left of them. */
    FreeSlotIndex free() {
        return free;
    }

    PromisedRooms promised() {
        return promised;
    }

    BackfillReservations backfill() {
        return backfill;
    }

    PlanLimits limits() {
        return limits;
    }

    /** Reserved places of nodes whose attempts might have to make room; some may have none left. */
    List<Slot> occupied() {
        if (occupied == null) {
            occupied = slots.occupied();
        }
        return occupied;
    }

    /** Whether the attempt on a node loses its place by this plan or moves away. */
    boolean isLeaving(TaskId task) {
        return leaving.contains(task);
    }

    boolean isAssigned(TaskId task) {
        return assigned.contains(task);
    }

    /** A task starts on a place that has room for it. */
    void assign(WaitingTask task, Slot slot) {
        promised.started(task.id());
        Map<String, Double> scores = criteria.ranking().parts(task, slot);
        Request request = task.request();
        assignments.add(new Assignment(
                task.id(),
                task.version(),
                slot.node().id(),
                slot.tariff(),
                Billing.affordableFuel(
                                request.resources(),
                                request.wallLimit(),
                                request.maxPrice(),
                                request.fuelLimit(),
                                slot.tariff())
                        .orElseThrow(),
                slot.isBurst(),
                scores));
        slot.start(task);
        assigned.add(task.id());
        limits.took(task);
        changed(slot);
    }

    /** Others make room for a task, and it starts there. */
    void evict(Eviction eviction, WaitingTask beneficiary) {
        eviction.release();
        for (RunningTask victim : eviction.victims()) {
            leaving.add(victim.task());
            preemptions.add(
                    new Preemption(victim.task(), victim.attempt(), victim.node(), eviction.mode(), beneficiary.id()));
        }
        assign(beneficiary, eviction.slot());
    }

    /** Attempts leave for the owner, who gets their room: it is not sold again in this plan. */
    void reclaim(List<Preemption> reclaimed, Slot slot) {
        preemptions.addAll(reclaimed);
        reclaimed.forEach(preemption -> leaving.add(preemption.task()));
        forgetLeaving(slot);
    }

    /** Who leaves is no victim, and is not resumed. */
    void forgetLeaving(Slot slot) {
        if (!slot.held().isEmpty()) {
            slot.held().removeIf(attempt -> leaving.contains(attempt.task()));
        }
    }

    /** An attempt goes on somewhere else; it keeps its place until it has moved. */
    void move(RunningTask attempt, MigrationTargets.Found target) {
        migrations.add(target.migration());
        leaving.add(attempt.task());
        target.slot().start(attempt.mobility().orElseThrow().now());
        changed(target.slot());
    }

    /** A suspended attempt goes on where it is. */
    void resume(RunningTask attempt, Slot slot) {
        slot.resume(attempt);
        changed(slot);
        resumptions.add(new Resumption(attempt.task(), attempt.attempt(), attempt.node()));
    }

    void defer(Deferral deferral) {
        deferrals.add(deferral);
    }

    void expire(TaskId task) {
        expired.add(task);
    }

    /** Both places of a node share its room. */
    private void changed(Slot slot) {
        free.moved(slot);
        slot.sibling().ifPresent(free::moved);
    }

    /** What has been decided. */
    Plan plan() {
        return new Plan(
                snapshot.tick(),
                assignments,
                preemptions,
                resumptions,
                migrations,
                new Plan.Rooms(promised.found(), promised.lost(), backfill.given()),
                new Plan.Unserved(deferrals, expired));
    }
}
