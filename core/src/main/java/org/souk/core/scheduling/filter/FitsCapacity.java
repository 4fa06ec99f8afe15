package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** What the owner sells and nobody has reserved is enough. */
final class FitsCapacity implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return request.resources().fitsIn(candidate.free());
    }
}
