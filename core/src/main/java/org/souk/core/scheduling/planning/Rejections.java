package org.souk.core.scheduling.planning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.filter.Filters;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.scheduling.slot.Slots;

/** Counts which rule turns a task away from how many nodes. */
final class Rejections {
    private Rejections() {}

    /** A node counts once, for the first rule that says no of its reserved capacity; one that would do is not counted. */
    static Map<String, Integer> of(WaitingTask task, Slots slots) {
        Map<String, Integer> rejections = new LinkedHashMap<>();
        for (Slot slot : slots.all()) {
            if (!slot.isBurst()) {
                Filters.rejecting(task.request(), slot)
                        .ifPresent(filter -> rejections.merge(filter.name(), 1, Integer::sum));
            }
        }
        return rejections;
    }
}
