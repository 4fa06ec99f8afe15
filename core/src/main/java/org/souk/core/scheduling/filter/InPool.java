package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The node is in the pool that the buyer asks for, if any, and as long as no other will do. */
final class InPool implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return request.placement().pool().isEmpty()
                || request.placement().pool().equals(slot.node().offer().terms().pool());
    }
}
