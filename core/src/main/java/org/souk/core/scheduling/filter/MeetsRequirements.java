package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** The node is as the buyer's requirements want it. */
final class MeetsRequirements implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return request.placement().requirements().isEmpty()
                || candidate
                        .matchmaker()
                        .meets(
                                request.placement().requirements().get(),
                                candidate.node().facts())
                        .matches();
    }
}
