package org.souk.core.scheduling.filter;

import org.souk.core.node.Availability;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The owner's switch is on. */
final class IsActive implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return slot.node().availability() == Availability.ACTIVE;
    }
}
