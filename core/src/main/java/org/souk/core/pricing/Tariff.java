package org.souk.core.pricing;

import org.souk.core.common.InvalidRequest;
import org.souk.core.units.Money;

/**
 * A seller's prices. None is negative, none exceeds a million credits.
 *
 * @param perGigaFuel for a thousand million fuel
 * @param perGibHourRam for one GiB of RAM reserved for an hour
 * @param perGibHourStorage for one GiB of storage reserved for an hour
 */
public record Tariff(Money perGigaFuel, Money perGibHourRam, Money perGibHourStorage) {
    private static final Money HIGHEST = Money.ofMicros(1_000_000_000_000L);

    public Tariff {
        check("tariff.perGigaFuelMicros", perGigaFuel);
        check("tariff.perGibHourRamMicros", perGibHourRam);
        check("tariff.perGibHourStorageMicros", perGibHourStorage);
    }

    private static void check(String field, Money price) {
        if (price.isNegative() || price.compareTo(HIGHEST) > 0) {
            throw new InvalidRequest(field, "must be between 0 and " + HIGHEST + " credits");
        }
    }
}
