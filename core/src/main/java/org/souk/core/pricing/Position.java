package org.souk.core.pricing;

import java.time.Duration;
import org.souk.core.units.Fuel;

/**
 * A point in the run of a program, wherever it runs: both count from its very beginning.
 *
 * @param fuel used until then
 * @param ran how long it had run, without the time that it stood still
 */
public record Position(Fuel fuel, Duration ran) {
    public static final Position START = new Position(Fuel.ZERO, Duration.ZERO);

    public Position {
        if (ran.isNegative()) {
            throw new IllegalArgumentException("a program cannot have run for " + ran);
        }
    }

    /** True when neither is less than there. */
    public boolean isAtOrAfter(Position other) {
        return fuel.compareTo(other.fuel) >= 0 && ran.compareTo(other.ran) >= 0;
    }

    /** Both at least as there. */
    public Position atLeast(Position other) {
        return new Position(
                fuel.compareTo(other.fuel) >= 0 ? fuel : other.fuel, ran.compareTo(other.ran) >= 0 ? ran : other.ran);
    }

    /** Both at most as there. */
    public Position atMost(Position other) {
        return new Position(
                fuel.compareTo(other.fuel) <= 0 ? fuel : other.fuel, ran.compareTo(other.ran) <= 0 ? ran : other.ran);
    }
}
