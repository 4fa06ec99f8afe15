package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** The node's agent is there. */
final class IsConnected implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return candidate.node().connected();
    }
}
