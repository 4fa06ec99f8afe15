package org.souk.core.scheduling;

import org.souk.core.scheduling.WaitingTask.Request;

/** The owner's own load, as it is forecast for as long as the task will run, leaves enough of it. */
final class LeavesOwnerRoom implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return request.resources().fitsIn(candidate.freeBesideOwner(request.expected()));
    }
}
