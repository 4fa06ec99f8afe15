package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The task is expected to end before the owner's next maintenance window starts. */
final class OutsideMaintenance implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return slot.node()
                .openFor()
                .filter(open -> open.compareTo(request.expected()) < 0)
                .isEmpty();
    }
}
