package org.souk.core.scheduling;

import org.souk.core.scheduling.WaitingTask.Request;

/** The node's agent is there. */
final class IsConnected implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return candidate.node().connected();
    }
}
