package org.souk.core.scheduling;

import org.souk.core.scheduling.WaitingTask.Request;

/** The owner's own forecast load leaves enough of it. */
final class LeavesOwnerRoom implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return request.resources().fitsIn(candidate.freeBesideOwner());
    }
}
