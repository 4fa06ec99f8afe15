package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/** Nodes that fail few attempts. */
final class Reliability implements Score {
    @Override
    public double of(WaitingTask task, Slot slot) {
        return slot.node().record().reliability();
    }
}
