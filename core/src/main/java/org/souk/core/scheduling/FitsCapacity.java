package org.souk.core.scheduling;

import org.souk.core.scheduling.WaitingTask.Request;

/** What the owner sells and nobody has reserved is enough. */
final class FitsCapacity implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return request.resources().fitsIn(candidate.free());
    }
}
