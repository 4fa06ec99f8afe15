package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** What the node reports is not nonsense: it is not in quarantine. */
final class NotQuarantined implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return slot.node().restrictions().quarantine().isEmpty();
    }
}
