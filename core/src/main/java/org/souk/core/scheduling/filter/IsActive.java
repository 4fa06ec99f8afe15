package org.souk.core.scheduling.filter;

import org.souk.core.node.Availability;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** The owner's switch is on. */
final class IsActive implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return candidate.node().availability() == Availability.ACTIVE;
    }
}
