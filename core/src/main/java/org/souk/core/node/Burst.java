package org.souk.core.node;

import org.souk.core.common.InvalidRequest;
import org.souk.core.pricing.Tariff;
import org.souk.core.units.Resources;

/**
 * Capacity beyond what is for sale, which an owner sells cheaper because it may be taken back at any moment.
 *
 * @param resources the most that all burst attempts together may reserve, besides what is for sale
 * @param discountPercent off each price of the offer's tariff, 0…100
 */
public record Burst(Resources resources, int discountPercent) {
    private static final int WHOLE = 100;

    public Burst {
        if (discountPercent < 0 || discountPercent > WHOLE) {
            throw new InvalidRequest("offer.burst.discountPercent", "must be between 0 and " + WHOLE);
        }
    }

    /** What a burst attempt pays: each price less the discount, rounded down to a whole micro-credit. */
    public Tariff discounted(Tariff tariff) {
        int kept = WHOLE - discountPercent;
        return new Tariff(
                tariff.perGigaFuel().share(kept, WHOLE),
                tariff.perGibHourRam().share(kept, WHOLE),
                tariff.perGibHourStorage().share(kept, WHOLE));
    }
}
