package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** What the owner sells and nobody has reserved is enough. */
final class FitsCapacity implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return request.resources().fitsIn(slot.free());
    }
}
