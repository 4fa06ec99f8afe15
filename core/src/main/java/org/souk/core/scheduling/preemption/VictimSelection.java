package org.souk.core.scheduling.preemption;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.souk.core.scheduling.Capacity;
import org.souk.core.scheduling.Preemption;
import org.souk.core.scheduling.RunningTask;

/** Chooses who has to go. */
public final class VictimSelection {
    private VictimSelection() {}

    /**
     * Takes the cheapest away until the goal is reached, then keeps the dearest of them that need not have gone.
     *
     * @param mode what a victim gives back
     * @param goal for what is left
     * @return all, when the goal is not reached even so
     */
    public static List<RunningTask> of(
            List<RunningTask> cheapestFirst, Preemption.Mode mode, Capacity capacity, Predicate<Capacity> goal) {
        List<RunningTask> victims = new ArrayList<>();
        Capacity left = capacity;
        for (RunningTask attempt : cheapestFirst) {
            if (goal.test(left)) {
                break;
            }
            left = left.releasing(attempt.freed(mode), attempt.burst());
            victims.add(attempt);
        }
        if (!goal.test(left)) {
            return victims;
        }
        for (int i = victims.size() - 1; i >= 0; i--) {
            RunningTask dearest = victims.get(i);
            Capacity kept = left.taking(dearest.freed(mode), dearest.burst());
            if (goal.test(kept)) {
                left = kept;
                victims.remove(i);
            }
        }
        return victims;
    }

    /** What is left without them. */
    public static Capacity without(List<RunningTask> victims, Preemption.Mode mode, Capacity capacity) {
        Capacity left = capacity;
        for (RunningTask victim : victims) {
            left = left.releasing(victim.freed(mode), victim.burst());
        }
        return left;
    }
}
