package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The seller's policy lets this buyer run this task now. */
final class PolicyAllows implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return slot.node().offer().terms().policy().isEmpty()
                || request.facts()
                        .filter(facts -> slot.matchmaker()
                                .allows(slot.node().facts(), facts)
                                .matches())
                        .isPresent();
    }
}
