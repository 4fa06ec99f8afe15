package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/** A node that failed an attempt of this task is the last resort, but better than none. */
final class NotFailedHere implements Score {
    /** As settings and explanations have always called it. */
    @Override
    public String name() {
        return "Untried";
    }

    @Override
    public double of(WaitingTask task, Slot slot) {
        return task.request().avoid().contains(slot.node().id()) ? 0 : 1;
    }
}
