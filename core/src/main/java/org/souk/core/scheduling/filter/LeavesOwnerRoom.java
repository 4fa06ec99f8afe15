package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The owner's own load, as it is forecast for as long as the task will run, leaves enough of it. */
final class LeavesOwnerRoom implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return request.resources().fitsIn(slot.freeBesideOwner(request.expected()));
    }
}
