package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Candidate;

/** The seller's policy lets this buyer run this task now. */
final class PolicyAllows implements Filter {
    @Override
    public boolean accepts(Request request, Candidate candidate) {
        return candidate.node().offer().terms().policy().isEmpty()
                || request.facts()
                        .filter(facts -> candidate
                                .matchmaker()
                                .allows(candidate.node().facts(), facts)
                                .matches())
                        .isPresent();
    }
}
