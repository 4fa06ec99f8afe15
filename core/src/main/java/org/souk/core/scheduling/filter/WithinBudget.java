package org.souk.core.scheduling.filter;

import org.souk.core.ledger.Billing;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;

/** The buyer's limit covers the reserved RAM and storage for the longest run, and some CPU. */
final class WithinBudget implements Filter {
    @Override
    public boolean accepts(Request request, Slot slot) {
        return Billing.affordableFuel(
                        request.resources(),
                        request.wallLimit(),
                        request.maxPrice(),
                        request.fuelLimit(),
                        slot.tariff())
                .isPresent();
    }
}
