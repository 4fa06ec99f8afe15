package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Candidate;

/** Nodes that fail few attempts. */
final class Reliability implements Score {
    @Override
    public double of(WaitingTask task, Candidate candidate) {
        return candidate.node().record().reliability();
    }
}
