package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/** One reason to prefer a node. */
public interface Score {
    default String name() {
        return getClass().getSimpleName();
    }

    /** From 0 (bad) to 1 (best). */
    double of(WaitingTask task, Slot slot);
}
