package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** The node is in the pool that the buyer asks for, if any, and as long as no other will do. */
final class InPool implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return request.placement().pool().isEmpty()
                || request.placement()
                        .pool()
                        .equals(candidate.node().offer().terms().pool());
    }
}
