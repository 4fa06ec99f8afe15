package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Slot;

/**
 * Nodes where programs begin soon after they are assigned: a measure of the way to the node, its fetching of contents
 * and its start of workers together. A half for a second, and for a node that has not been measured.
 */
final class Latency implements Score {
    private static final double HALF_SECONDS = 1;

    @Override
    public double of(WaitingTask task, Slot slot) {
        double seconds = slot.node().record().startSeconds();
        return seconds == 0 ? 0.5 : HALF_SECONDS / (HALF_SECONDS + seconds);
    }
}
