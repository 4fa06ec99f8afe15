package org.souk.core.task;

import java.util.Map;
import org.souk.core.common.AccountId;

/**
 * An array of tasks as it is now.
 *
 * @param from the smallest index
 * @param to the largest index
 * @param atOnce the most elements that may be on nodes at the same time
 * @param counts how many elements are in each state; states without any are left out
 */
public record ArraySummary(String id, AccountId buyer, int from, int to, int atOnce, Map<TaskState, Long> counts) {
    public ArraySummary {
        counts = Map.copyOf(counts);
    }
}
