package org.souk.core.scheduling.filter;

import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The node is as the buyer's requirements want it. */
final class MeetsRequirements implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return request.placement().requirements().isEmpty()
                || slot.matchmaker()
                        .meets(
                                request.placement().requirements().get(),
                                slot.node().facts())
                        .matches();
    }
}
