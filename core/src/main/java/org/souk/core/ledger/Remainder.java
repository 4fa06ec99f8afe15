package org.souk.core.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.souk.core.pricing.Position;
import org.souk.core.pricing.Segment;
import org.souk.core.task.TaskSpec;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

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
    public static Remainder of(TaskSpec spec, List<Segment> done, Position from) {
        Duration expected = spec.expected().orElse(spec.wallLimit());
        return new Remainder(
                rest(spec.wallLimit(), from.ran()),
                rest(expected, from.ran()),
                done.isEmpty() ? spec.maxPrice() : spec.maxPrice().minus(Billing.cost(done, spec.resources())),
                spec.fuelLimit().map(limit -> limit.less(from.fuel())));
    }

    private static Duration rest(Duration whole, Duration ran) {
        Duration left = whole.minus(ran);
        return left.compareTo(LEAST) > 0 ? left : LEAST;
    }
}
