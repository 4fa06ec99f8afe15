package org.souk.core.task;

import java.util.Optional;
import java.util.Set;
import org.souk.core.common.TaskId;

/**
 * How a task belongs together with others.
 *
 * @param after tasks that must be completed before this one is queued
 * @param array the array that it is an element of
 */
public record Workflow(Set<TaskId> after, Optional<ArrayElement> array) {
    public static final Workflow ALONE = new Workflow(Set.of(), Optional.empty());

    public Workflow {
        after = Set.copyOf(after);
    }

    /**
     * A place in an array of tasks that were submitted as one.
     *
     * @param array names the array; unique in the market
     * @param index of this element, as the buyer counts
     * @param atOnce the most elements of the array that may be on nodes at the same time
     */
    public record ArrayElement(String array, int index, int atOnce) {}
}
