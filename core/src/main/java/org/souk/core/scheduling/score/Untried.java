package org.souk.core.scheduling.score;

import org.souk.core.scheduling.WaitingTask;
import org.souk.core.scheduling.slot.Candidate;

/** A node that failed an attempt of this task is the last resort, but better than none. */
final class Untried implements Score {
    @Override
    public double of(WaitingTask task, Candidate candidate) {
        return task.request().avoid().contains(candidate.node().id()) ? 0 : 1;
    }
}
