package org.souk.core.scheduling;

import org.souk.core.scheduling.WaitingTask.Request;

/** A node that failed an attempt of this task is the last resort, but better than none. */
final class Untried implements Score {
    @Override
    public double of(Request request, Candidate candidate) {
        return request.avoid().contains(candidate.node().id()) ? 0 : 1;
    }
}
