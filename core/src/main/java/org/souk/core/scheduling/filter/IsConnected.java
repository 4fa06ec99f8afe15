package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The node's agent is there. */
final class IsConnected implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return slot.node().connected();
    }
}
