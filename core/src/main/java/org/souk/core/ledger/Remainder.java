package org.souk.core.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.task.RunLimits;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * What a task may still use when it goes on from a point of its run.
 *
 * @param wallLimit at least a millisecond
 * @param expected likewise, and never more than the limit
 * @param maxPrice may be negative: then nobody can afford to go on
 * @param fuelLimit of the buyer, if there is one
 */
public record Remainder(Duration wallLimit, Duration expected, Money maxPrice, Optional<Fuel> fuelLimit) {
    private static final Duration LEAST = Duration.ofMillis(1);

    /** @param done what was done up to that point */
    public static Remainder of(Resources resources, RunLimits limits, List<Segment> done, Position from) {
        return new Remainder(
                rest(limits.wallLimit(), from.ran()),
                rest(limits.probably(), from.ran()),
                done.isEmpty() ? limits.maxPrice() : limits.maxPrice().minus(Billing.cost(done, resources)),
                limits.fuelLimit().map(limit -> limit.less(from.fuel())));
    }

    private static Duration rest(Duration whole, Duration ran) {
        Duration left = whole.minus(ran);
        return left.compareTo(LEAST) > 0 ? left : LEAST;
    }
}
