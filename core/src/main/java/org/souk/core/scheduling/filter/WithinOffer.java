package org.souk.core.scheduling.filter;

import org.souk.core.ledger.Billing;
import org.souk.core.scheduling.WaitingTask.Request;
import org.souk.core.scheduling.slot.Slot;
import org.souk.core.task.Bid;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/**
 * What the expected run would cost here is within what is offered at present: RAM and storage for the expected duration,
 * and a thousand million fuel for each second of each reserved core. How fast a node was measured does not count: a node
 * that will do for a promise must not cease to because it ran another task.
 */
final class WithinOffer implements Filter {
    private static final long FUEL_PER_MILLI_CORE_AND_MILLISECOND = 1000;

    @Override
    public boolean accepts(Request request, Slot slot) {
        return request.bid()
                .map(Bid::withheld)
                .filter(Money::isPositive)
                .map(withheld -> isAffordable(request, slot, request.maxPrice().minus(withheld)))
                .orElse(true);
    }

    private static boolean isAffordable(Request request, Slot slot, Money offered) {
        long milliCoreMillis =
                request.resources().cpu().value() * request.expected().toMillis();
        Fuel nominal = new Fuel(milliCoreMillis * FUEL_PER_MILLI_CORE_AND_MILLISECOND);
        return Billing.affordableFuel(
                        request.resources(),
                        request.wallLimit(),
                        request.maxPrice(),
                        request.fuelLimit(),
                        slot.tariff())
                .map(nominal::min)
                .map(fuel -> Billing.price(fuel, request.expected(), request.resources(), slot.tariff()))
                .filter(price -> price.compareTo(offered) <= 0)
                .isPresent();
    }
}
