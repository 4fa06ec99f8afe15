package org.souk.core.scheduling.planning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.souk.core.node.Availability;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.NodeSnapshot;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.Preemption.Cause;
import org.souk.core.scheduling.Preemption.Mode;
import org.souk.core.scheduling.RunningTask;
import org.souk.core.scheduling.preemption.VictimSelection;

/**
 * Gives back to owners what they need: says which attempts must leave their nodes now.
 *
 * <p>All leave a node whose drain deadline has passed or whose maintenance has begun. After an offer was lowered and its
 * grace time is over, as many leave as are too many. Burst attempts leave as soon as the owner's forecast load needs
 * their room. Of those that will do, the lowest class goes first, then the one that loses the least work; nobody goes
 * in vain. Who leaves goes back to the queue: its room will not come back soon.
 */
public final class OwnerReclaim {
    private static final Comparator<RunningTask> CHEAPEST_FIRST = Comparator.comparing(RunningTask::priority)
            .thenComparing(RunningTask::work)
            .thenComparing(Comparator.comparing(RunningTask::task).reversed());

    private OwnerReclaim() {}

    /**
     * Who must leave a node now.
     *
     * @param held all attempts on the node
     */
    static List<Preemption> preemptions(NodeSnapshot node, List<RunningTask> held, Instant now) {
        return held.isEmpty() ? List.of() : leaving(node, held, now);
    }

    /** True when nobody has to leave, whatever the node holds. */
    static boolean isAtRest(NodeSnapshot node, Capacity capacity) {
        return node.availability() != Availability.DRAINING
                && node.openFor().isEmpty()
                && !capacity.isOversold(false)
                && !capacity.isOversold(true)
                && !capacity.burstIsInTheWay();
    }

    private static List<Preemption> leaving(NodeSnapshot node, List<RunningTask> held, Instant now) {
        if (drainIsOver(node, now)) {
            return evicted(all(held), Cause.DRAIN);
        }
        if (node.openFor().filter(left -> left.isZero()).isPresent()) {
            return evicted(all(held), Cause.MAINTENANCE);
        }
        Capacity capacity = node.capacity();
        for (RunningTask attempt : held) {
            if (attempt.cancelled()) {
                // It leaves anyway.
                capacity = capacity.releasing(attempt.held(), attempt.burst());
            }
        }
        List<RunningTask> staying = new ArrayList<>(held);
        List<Preemption> leaving = new ArrayList<>();
        boolean graceIsOver = node.restrictions()
                .surplusUntil()
                .filter(until -> until.isAfter(now))
                .isEmpty();
        if (graceIsOver) {
            List<RunningTask> surplus = new ArrayList<>(fewest(held, false, capacity, left -> !left.isOversold(false)));
            surplus.addAll(fewest(held, true, capacity, left -> !left.isOversold(true)));
            capacity = VictimSelection.without(surplus, Mode.REQUEUE, capacity);
            leaving.addAll(evicted(surplus, Cause.OFFER));
            staying.removeAll(surplus);
        }
        leaving.addAll(evicted(fewest(staying, true, capacity, left -> !left.burstIsInTheWay()), Cause.OWNER));
        return leaving;
    }

    private static boolean drainIsOver(NodeSnapshot node, Instant now) {
        return node.availability() == Availability.DRAINING
                && node.restrictions().drainBy().filter(by -> !by.isAfter(now)).isPresent();
    }

    private static List<RunningTask> all(List<RunningTask> held) {
        return held.stream().filter(attempt -> !attempt.cancelled()).toList();
    }

    private static List<RunningTask> fewest(
            List<RunningTask> held, boolean burst, Capacity capacity, Predicate<Capacity> goal) {
        return VictimSelection.of(cheapestFirst(held, burst), Mode.REQUEUE, capacity, goal);
    }

    private static List<RunningTask> cheapestFirst(List<RunningTask> held, boolean burst) {
        return held.stream()
                .filter(attempt -> attempt.burst() == burst && !attempt.cancelled())
                .sorted(CHEAPEST_FIRST)
                .toList();
    }

    private static List<Preemption> evicted(List<RunningTask> victims, Cause cause) {
        return victims.stream()
                .map(victim -> new Preemption(
                        victim.task(), victim.attempt(), victim.node(), Mode.REQUEUE, Optional.empty(), cause))
                .toList();
    }
}
