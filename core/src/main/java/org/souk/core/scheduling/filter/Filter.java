package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** A rule that a node must meet to run a task. */
public interface Filter {
    /** What people read in an explanation, such as {@code WithinBudget}. */
    default String name() {
        return getClass().getSimpleName();
    }

    boolean accepts(Request request, Slot slot);
}
