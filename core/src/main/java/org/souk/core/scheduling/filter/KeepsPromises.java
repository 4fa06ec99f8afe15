package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The task is expected to end before the room is needed that is kept there for promised deadlines. */
final class KeepsPromises implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return slot.keepsPromises(request.resources(), request.expected());
    }
}
