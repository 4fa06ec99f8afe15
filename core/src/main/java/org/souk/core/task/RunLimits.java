package org.souk.core.task;

import java.time.Duration;
import java.util.Optional;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;

/**
 * How long a task may run and what it may cost.
 *
 * @param maxPrice the most that the buyer will ever pay for it
 * @param offer what the buyer offers at first, if that is less: see {@link Bid}
 * @param wallLimit the longest that one attempt may run
 * @param fuelLimit the most CPU work, if the buyer limits it below what the budget allows
 * @param expected how long the buyer thinks that it runs, if the buyer has said so
 */
public record RunLimits(
        Money maxPrice,
        Optional<Money> offer,
        Duration wallLimit,
        Optional<Fuel> fuelLimit,
        Optional<Duration> expected) {
    /** How long it probably runs: as the buyer thinks, else the longest that it may. */
    public Duration probably() {
        return expected.orElse(wallLimit);
    }
}
